import { privateAddress } from '../cloudfront/addresses.ts';
import { loadBalancerName } from '../cloudfront/origin-kind.ts';
import { list } from '../dials.ts';
import { dig } from '../remedies/dig.ts';
import { FACE_THE_INTERNET, useVpcOrigin } from '../remedies/enter-vpc.ts';
import { defineRule, type Unseen } from '../rule.ts';

const unknown = (name: string): Unseen => ({ unseen: `the addresses of ${name} are not known` });

const isInternal = (name: string) => loadBalancerName(name)?.internal === true;

/** Addresses out of CloudFront's reach, each with the reason. */
const outOfReach = (addresses: readonly string[]) =>
  addresses.flatMap((address) => {
    const why = privateAddress(address);
    return why ? [{ address, why }] : [];
  });

/**
 * CloudFront connects over the internet. An internal load balancer's name stands in public DNS with private addresses,
 * and AWS lists that among the causes of 504; only a VPC origin enters a private network.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html
 */
export const originAddressPrivate = defineRule({
  id: 'origin-address-private',
  title: 'origin address that is not on the internet',
  about: {
    whatHappens:
      "The origin's name resolves to a private, loopback or otherwise unroutable address: an internal load balancer, or a record meant for the inside.",
    whatCloudFrontDoes:
      'It cannot connect, and answers 504 or 502. Where only some of the addresses are private, some of the requests fail.',
    howToBeSure: '`dig +short NAME` shows the address. That it works from inside the VPC proves nothing.',
    whatFixesIt:
      'A VPC origin, which lets CloudFront into the private network; or an internet-facing load balancer; or a public address in the record.',
    whatDoesNot: 'Security groups, certificates, VPC peering: packets from CloudFront never arrive there.',
  },
  certainty: 'proven',
  needs: ['resolution', 'handshakes'],
  uses: ['loadBalancer'],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html',
  ],
  applies: ({ origin }) => origin.connection.type === 'custom',
  judge: ({ resolution, handshakes: { dials } }) => {
    if (resolution.kind !== 'resolved') return unknown(resolution.name);
    const { name, cnames, addresses } = resolution;
    const hidden = outOfReach(addresses);
    if (hidden.length === 0) return undefined;
    const all = hidden.length === addresses.length;
    /** Dialled all the same: the reader is inside that network and knows. */
    const entered = dials.some(
      ({ target, outcome }) =>
        outcome.kind !== 'not-dialled' && hidden.some(({ address }) => address === target.address),
    );
    return {
      facts: { name, hidden, all, seen: addresses.length, internal: [name, ...cnames].some(isInternal) },
      witness: { kind: 'endpoint', key: name },
      reach: { failing: hidden.length, seen: addresses.length, of: hidden.map(({ address }) => address) },
      certainty: all ? 'proven' : 'likely',
      leads: !entered,
    };
  },
  explain: ({ name, hidden, all, seen, internal }) => {
    const which = list(
      hidden.map(({ address }) => address),
      2,
    );
    return {
      title: all
        ? `Origin ${name} ${internal ? 'is an internal load balancer' : 'is not on the internet'}: it resolves to ${which}`
        : `${hidden.length} of ${seen} addresses of origin ${name} are not on the internet: ${which}`,
      explanation: all
        ? 'CloudFront connects over the internet and cannot reach such an address; only a VPC origin can be private.'
        : `CloudFront connects over the internet and cannot reach such an address. Requests that it sends to ${which} fail, the others do not.`,
      evidence: hidden.slice(0, 3).map(({ address, why }) => `DNS: ${name} → ${address} (${why})`),
    };
  },
  remedy: ({ name, hidden, all }, context) =>
    all
      ? [...useVpcOrigin(context), FACE_THE_INTERNET]
      : [
          {
            action: `Take ${list(hidden.map(({ address }) => address))} out of the public record of ${name}`,
            verify: dig('+short', name),
          },
        ],
  deadEnds: () => [
    { tempting: 'Opening the security group', why: 'Nothing from CloudFront arrives at a private address.' },
    {
      tempting: 'Testing from inside the VPC',
      why: 'It works there and proves nothing: CloudFront comes from the internet.',
    },
  ],
});
