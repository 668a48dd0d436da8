import { privateAddress } from '../cloudfront/addresses.ts';
import { list } from '../dials.ts';
import { addressType } from '../remedies/address-type.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { editOrigin } from '../remedies/edit-distribution.ts';
import { defineRule, type Unseen } from '../rule.ts';

const WITHOUT_IPV4 = 'dualstack-without-public-ipv4';
const ADDRESS_TYPES =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html';

const unanswered = (name: string): Unseen => ({ unseen: `DNS did not answer for ${name}` });

/**
 * A load balancer without public IPv4 addresses, and an origin whose address type is IPv4, as it is by default: there is no
 * way from one to the other. Proven where DNS shows no public IPv4 address either.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetIpAddressType.html and
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-enable-ipv6.html
 */
export const loadBalancerWithoutIpv4 = defineRule({
  id: 'load-balancer-without-ipv4',
  title: 'load balancer without public IPv4 addresses',
  about: {
    whatHappens:
      'The address type of the load balancer is `dualstack-without-public-ipv4`, and the origin’s address type in the distribution is IPv4, its default.',
    whatCloudFrontDoes: 'It looks for an IPv4 address on the internet, finds none, and answers 502 or 504.',
    howToBeSure:
      '`aws elbv2 describe-load-balancers` shows `IpAddressType`; `dig +short A NAME` shows no public address.',
    whatFixesIt:
      "The origin's address type set to dual-stack or IPv6 in the distribution; or a load balancer with public IPv4 addresses.",
    whatDoesNot: 'IPv6 switched on in the distribution: that is for viewers. Certificates.',
  },
  certainty: 'proven',
  needs: ['loadBalancer', 'resolution'],
  uses: [],
  references: [
    ADDRESS_TYPES,
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-enable-ipv6.html',
  ],
  applies: ({ origin: { connection } }) => connection.type === 'custom' && connection.addressType === 'ipv4',
  judge: ({ loadBalancer, resolution }, { origin }) => {
    if (loadBalancer.addressType !== WITHOUT_IPV4 || loadBalancer.scheme === 'internal') return undefined;
    if (resolution.kind === 'failing') return unanswered(resolution.name);
    const addresses = resolution.kind === 'resolved' ? resolution.addresses : [];
    if (addresses.some((address) => !privateAddress(address))) return undefined;
    return {
      facts: { balancer: loadBalancer, addresses },
      witness: { kind: 'load-balancer', key: loadBalancer.arn },
      reach: { failing: 1, seen: 1, of: [origin.domainName] },
    };
  },
  explain: ({ balancer, addresses }, { origin }) => ({
    title: `Load balancer ${balancer.name} has no public IPv4 address, and CloudFront is told to use IPv4 for ${origin.domainName}`,
    explanation: `Its address type is ${WITHOUT_IPV4}; the origin's address type in the distribution is IPv4, so CloudFront finds no address that it can reach.`,
    evidence: [
      `${balancer.name} in ${balancer.region}: address type ${balancer.addressType}`,
      `DNS: ${origin.domainName} → ${list(addresses, 3) || 'no IPv4 address'}`,
    ],
  }),
  remedy: ({ balancer }, { origin, distribution }) => [
    editOrigin(
      'Let CloudFront use IPv6 to this origin as well',
      distribution,
      origin.id,
      '.CustomOriginConfig.IpAddressType = "dualstack"',
    ),
    {
      action: `Or give the load balancer public IPv4 addresses, which AWS charges for`,
      command: addressType(balancer, 'dualstack'),
      undo: addressType(balancer, WITHOUT_IPV4),
      reference: ADDRESS_TYPES,
    },
  ],
  deadEnds: () => [
    {
      tempting: 'Switching IPv6 on or off in the distribution',
      why: 'That setting is for viewers; the way to the origin has one of its own.',
    },
    INVALIDATE,
  ],
});
