import { balancerOf, found, isCustom, type OriginRow, seen } from './claim.ts';

const CLOSED_ASKING = 'closed-to-us-listener-asks-client-certificate';

/** Load balancers that CloudFront reaches over the internet, whatever name leads there. */
export const LOAD_BALANCERS: readonly OriginRow[] = [
  {
    origin: 'Application load balancer',
    is: (one) => isCustom(one) && balancerOf(one)?.type === 'application',
    read: [
      seen('state', 'load-balancer-impaired', 'loadBalancer', '"active_impaired"'),
      seen('listener', 'listener-missing', 'listener', '"missing"'),
      seen('security policy', 'ssl-policy-mismatch', 'tlsPolicy', '"TLSv1.2"'),
      seen('certificates in ACM', 'acm-renewal-failed', 'certificates', ':acm:'),
      seen('in IAM', 'iam-certificate-expired', 'certificates', ':server-certificate/'),
      seen('renewal and its record in DNS', 'acm-renewal-failed', 'certificates', '"published":"no"'),
      seen('other certificates that fit', 'certificate-expired-candidate-exists', 'candidates', ':certificate/'),
      seen('default action', 'listener-answers-fixed-response', 'listener', '"fixed-response"'),
      seen('mutual TLS', 'listener-asks-client-certificate', 'listener', '"verify"'),
      seen('security groups', 'closed-to-us-open-to-cloudfront', 'securityGroups', '"prefixListIds":["pl-'),
      seen('targets', 'no-healthy-targets', 'targets', '"unhealthy"'),
      seen('metrics', 'load-balancer-counts-5xx', 'balancerCounts', '"targets5xx"'),
      found('whether it is what answers', 'answered-by-something-else'),
    ],
    decided: [
      found('not active', 'load-balancer-not-active'),
      found('internal', 'load-balancer-internal-by-name', 'load-balancer-internal'),
      found('no IPv4', 'load-balancer-without-ipv4'),
      found('no listener', 'listener-missing'),
      found('a plain one', 'closed-to-us-listener-not-https', 'listener-not-https'),
      found('security groups', 'security-group-blocks-cloudfront'),
      found('policy without common ground', 'closed-to-us-ssl-policy-mismatch', 'ssl-policy-mismatch'),
      found('client certificate demanded', CLOSED_ASKING, 'listener-asks-client-certificate'),
      found('certificate expired', 'listener-certificate-expired'),
      found('for another name', 'listener-certificate-for-another-name'),
      found('untrusted', 'stored-chain-untrusted'),
      found('without its intermediate', 'stored-chain-incomplete', 'stored-chain-untrusted'),
      found('no healthy target', 'closed-to-us-no-healthy-targets', 'no-healthy-targets'),
    ],
  },
  {
    origin: 'Network load balancer',
    is: (one) => isCustom(one) && balancerOf(one)?.type === 'network',
    read: [
      seen('listener', 'network-load-balancer-tls', 'listener', '"TLS"'),
      seen('security policy', 'network-load-balancer-tls', 'tlsPolicy', '"TLSv1.2"'),
      seen('certificates', 'network-load-balancer-tls', 'certificates', ':acm:'),
      seen(
        'that its targets hold them, where it passes TLS on',
        'network-load-balancer-pass-through',
        'listener',
        '"TCP"',
      ),
      seen(
        'security groups, where it has any',
        'network-load-balancer-security-group',
        'securityGroups',
        '"groups":[{',
      ),
      seen('targets', 'network-load-balancer-targets-unhealthy', 'targets', '"unhealthy"'),
      seen('metrics', 'network-load-balancer-tls', 'balancerCounts', '"tlsErrors"'),
    ],
    decided: [
      found('internal', 'load-balancer-internal'),
      found('no listener', 'network-load-balancer-listener-missing', 'listener-missing'),
      found('security groups', 'network-load-balancer-security-group', 'security-group-blocks-cloudfront'),
      found('policy without common ground', 'network-load-balancer-ssl-policy-mismatch', 'ssl-policy-mismatch'),
      found('certificate expired', 'network-load-balancer-closed-expired', 'listener-certificate-expired'),
      found('no healthy target', 'network-load-balancer-targets-unhealthy', 'no-healthy-targets'),
    ],
  },
  {
    origin: 'Classic load balancer',
    is: (one) => isCustom(one) && balancerOf(one)?.type === 'classic',
    read: [
      seen('listener', 'classic-load-balancer-listener-missing', 'listener', '"missing"'),
      seen('its certificate in ACM', 'classic-load-balancer-expired', 'certificates', ':acm:'),
      seen('in IAM', 'classic-load-balancer-iam-certificate', 'certificates', ':server-certificate/'),
      seen('security groups', 'classic-load-balancer-security-group', 'securityGroups', '"groups":[{'),
      seen('its instances', 'classic-load-balancer-no-fit-instance', 'targets'),
      seen('metrics', 'classic-load-balancer-counts-5xx', 'balancerCounts', '"own5xx"'),
    ],
    decided: [
      found('no listener', 'classic-load-balancer-listener-missing', 'listener-missing'),
      found('security groups', 'classic-load-balancer-security-group', 'security-group-blocks-cloudfront'),
      found('certificate expired', 'classic-load-balancer-closed-expired', 'listener-certificate-expired'),
      found('for another name', 'classic-load-balancer-for-another-name', 'listener-certificate-for-another-name'),
    ],
  },
];
