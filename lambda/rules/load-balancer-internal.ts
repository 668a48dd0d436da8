import { privateAddress } from '../cloudfront/addresses.ts';
import { list } from '../dials.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { FACE_THE_INTERNET, useVpcOrigin } from '../remedies/enter-vpc.ts';
import { defineRule } from '../rule.ts';

/**
 * An internal load balancer has private addresses only, under a name that public DNS knows; AWS lists it among the causes of
 * 504. The scheme comes from AWS's own records, so nothing has to be dialled.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html
 */
export const loadBalancerInternal = defineRule({
  id: 'load-balancer-internal',
  title: 'internal load balancer as a public origin',
  about: {
    whatHappens:
      'The load balancer behind the origin was made with the scheme `internal`: its name stands in public DNS, with private addresses. The distribution treats it as an origin on the internet.',
    whatCloudFrontDoes: 'It cannot connect to a private address, and answers 504 or 502.',
    howToBeSure: '`aws elbv2 describe-load-balancers` shows `Scheme: internal`.',
    whatFixesIt:
      'A VPC origin, which lets CloudFront into the private network; or an internet-facing load balancer in its place. The scheme of one cannot be changed.',
    whatDoesNot: 'Security groups, certificates, VPC peering: packets from CloudFront never arrive there.',
  },
  certainty: 'proven',
  needs: ['loadBalancer', 'resolution'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html',
  ],
  applies: ({ origin }) => origin.connection.type === 'custom',
  judge: ({ loadBalancer, resolution }, { origin }) => {
    if (loadBalancer.scheme !== 'internal') return undefined;
    const addresses = resolution.kind === 'resolved' ? resolution.addresses : [];
    // Then DNS leads somewhere else as well: `origin-address-private` tells of the rest.
    if (addresses.some((address) => privateAddress(address) === undefined)) return undefined;
    return {
      facts: { balancer: loadBalancer, addresses },
      witness: { kind: 'load-balancer', key: loadBalancer.arn },
      reach: { failing: 1, seen: 1, of: [origin.domainName] },
    };
  },
  explain: ({ balancer, addresses }, { origin }) => ({
    title: `Load balancer ${balancer.name} behind origin ${origin.domainName} is internal, and CloudFront comes from the internet`,
    explanation:
      'An internal load balancer has private addresses only. CloudFront reaches those through a VPC origin and in no other way.',
    evidence: [
      `Scheme of ${balancer.name} in ${balancer.region}: internal`,
      ...(addresses.length > 0 ? [`DNS: ${origin.domainName} → ${list(addresses, 3)} (private)`] : []),
    ],
  }),
  remedy: ({ balancer }, { origin, distribution }) => [
    ...useVpcOrigin({ origin, distribution, loadBalancer: { status: 'observed', value: balancer } }),
    FACE_THE_INTERNET,
  ],
  deadEnds: () => [
    { tempting: 'Opening the security group', why: 'Nothing from CloudFront arrives at a private address.' },
    {
      tempting: 'Changing the scheme of the load balancer',
      why: 'It is fixed when a load balancer is made; CloudFormation replaces it, under another name.',
    },
    INVALIDATE,
  ],
});
