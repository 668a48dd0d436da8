import { balancerOf, domainOf, found, isCustom, nothing, type OriginRow, seen } from './claim.ts';

const AT_ADDRESS = 'address-of-load-balancer-closed-to-us';
const INSTANCE_GATE = 'security-group-of-instance-blocks-cloudfront';
const VPC_ASKING = 'vpc-origin-listener-asks-client-certificate';

/** Where a resource is, and how it is found. */
export const PLACES: readonly OriginRow[] = [
  {
    origin: 'A name of your own before a load balancer',
    is: (one) =>
      isCustom(one) &&
      one.origin.kind === 'other' &&
      (balancerOf(one) !== undefined || one.observations.deadRecord.status === 'observed'),
    read: [
      seen('CNAME', 'acm-renewal-failed', 'resolution', '"cnames":["'),
      seen('Route 53 alias', 'route-53-alias', 'alias'),
      seen('by a wildcard too', 'route-53-wildcard-alias', 'alias', '"*.'),
      seen('network interface', 'address-of-load-balancer', 'networkInterfaces'),
    ],
    decided: [
      found('the same behind a CNAME', 'security-group-blocks-cloudfront'),
      found('behind an alias', 'route-53-alias-closed-to-us', 'security-group-blocks-cloudfront'),
      found('behind an address', AT_ADDRESS, 'security-group-blocks-cloudfront'),
      found('that the alias leads to one which is gone', 'alias-to-vanished-load-balancer', 'origin-name-unresolvable'),
      found('that the CNAME does', 'cname-to-vanished-load-balancer', 'origin-name-unresolvable'),
    ],
  },
  {
    origin: 'EC2 instance',
    is: ({ origin, observations: { networkInterfaces } }) =>
      /^ec2-.+\.amazonaws\.com$/.test(origin.domainName) ||
      (networkInterfaces.status === 'observed' && networkInterfaces.value.some(({ instanceId }) => instanceId)),
    read: [
      seen('which instance has the address', 'address-of-instance', 'networkInterfaces', '"instanceId"'),
      seen('whether it runs', 'instance-not-running', 'instances', '"stopped"'),
      seen('its security groups', 'instance-open-to-cloudfront-alone', 'securityGroups', '"groups":[{'),
      found('that its AWS name can have no certificate', 'ec2-name-as-origin'),
    ],
    decided: [
      found('that it does not run', 'instance-not-running'),
      found('security groups', INSTANCE_GATE, 'security-group-blocks-cloudfront'),
      found('that nothing has the address in its AWS name', 'instance-address-gone'),
    ],
  },
  {
    origin: 'VPC origin',
    is: ({ origin }) => origin.connection.type === 'vpc',
    read: [
      seen('load balancer, by its ARN', 'vpc-origin', 'loadBalancer'),
      seen('listener', 'vpc-origin', 'listener', '"HTTPS"'),
      seen('security policy', 'vpc-origin-ssl-policy-mismatch', 'tlsPolicy', '"TLSv1.2"'),
      seen('certificates and their chains', 'vpc-origin-chain-incomplete', 'stored', ':acm:'),
      seen('in IAM', 'vpc-origin-iam-certificate-expired', 'certificates', ':server-certificate/'),
      seen('mutual TLS', VPC_ASKING, 'listener', '"verify"'),
      seen('security groups', 'vpc-origin-security-group', 'securityGroups', '"groups":[{'),
      seen('targets', 'vpc-origin-no-healthy-targets', 'targets', '"unhealthy"'),
      seen('an instance, by its ARN', 'vpc-origin-instance', 'instances'),
      seen('its security groups', 'vpc-origin-instance-shut-out', 'securityGroups', '"groups":[{'),
    ],
    decided: [
      found('not deployed', 'vpc-origin-not-deployed'),
      found('of a kind that cannot be one', 'vpc-origin-unsupported'),
      found('no listener', 'vpc-origin-listener-missing', 'listener-missing'),
      found('a plain one', 'vpc-origin-listener-not-https', 'listener-not-https'),
      found('security groups', 'vpc-origin-security-group', 'security-group-blocks-cloudfront'),
      found('policy without common ground', 'vpc-origin-ssl-policy-mismatch', 'ssl-policy-mismatch'),
      found('client certificate demanded', VPC_ASKING, 'listener-asks-client-certificate'),
      found('an AWS name, which no certificate carries', 'vpc-origin-under-aws-name'),
      found('certificate expired', 'vpc-origin-certificate-expired', 'listener-certificate-expired'),
      found('for another name', 'vpc-origin-certificate-for-another-name', 'listener-certificate-for-another-name'),
      found('without its intermediate', 'vpc-origin-chain-incomplete', 'stored-chain-untrusted'),
      found('no healthy target', 'vpc-origin-no-healthy-targets', 'no-healthy-targets'),
      found('an instance that does not run', 'vpc-origin-instance-stopped', 'instance-not-running'),
      found('its security groups', 'vpc-origin-instance-shut-out', 'security-group-blocks-cloudfront'),
    ],
  },
  {
    origin: 'What a tenant of a multi-tenant distribution makes of an origin',
    is: ({ origin }) => origin.ofTenants !== undefined,
    read: [
      seen('the name that its parameters give', 'tenants-healthy', 'resolution'),
      found('its certificate', 'tenant-certificate-expired', 'certificate-expired'),
      found('for its own name', 'tenant-name-not-covered', 'certificate-name-mismatch'),
    ],
    decided: [found('that the name does not exist', 'tenant-host-unknown', 'origin-name-unresolvable')],
  },
  {
    origin: 'In another account',
    is: (one) => (balancerOf(one) ?? domainOf(one))?.assumedRole !== undefined,
    read: [
      seen('load balancer, through a role there', 'member-account', 'loadBalancer', '"assumedRole"'),
      seen('by its address', 'member-account-by-address', 'networkInterfaces', '"assumedRole"'),
      seen('by the ARN of a VPC origin', 'vpc-origin-in-member-account', 'loadBalancer', '"assumedRole"'),
      seen('listener', 'member-account', 'listener', '"HTTPS"'),
      seen('certificates', 'member-account', 'certificates', ':acm:'),
      seen('domain name of API Gateway', 'member-account-api-gateway', 'apiDomain', '"assumedRole"'),
      seen('security groups', 'member-account-security-group', 'securityGroups', '"groups":[{'),
    ],
    decided: [
      found('no listener', 'vpc-origin-in-member-account', 'listener-missing'),
      found('security groups', 'member-account-security-group', 'security-group-blocks-cloudfront'),
    ],
  },
  {
    origin: 'Anything else: a server of your own',
    is: (one) => isCustom(one) && one.origin.kind === 'other' && balancerOf(one) === undefined,
    read: [nothing('certificate-expired')],
    decided: [nothing('firewalled-origin')],
  },
];
