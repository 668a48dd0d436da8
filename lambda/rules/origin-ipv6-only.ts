import { list } from '../dials.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { dig } from '../remedies/dig.ts';
import { editOrigin } from '../remedies/edit-distribution.ts';
import { defineRule, type Unseen } from '../rule.ts';

const unanswered = (name: string): Unseen => ({ unseen: `DNS did not answer for ${name}` });

/**
 * CloudFront asks for A records alone unless the origin's address type says otherwise.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
 */
export const originIpv6Only = defineRule({
  id: 'origin-ipv6-only',
  title: 'origin with IPv6 addresses only',
  about: {
    whatHappens:
      "The origin's name has AAAA records and no A record, while the distribution connects over IPv4 only, as it does by default.",
    whatCloudFrontDoes: 'It asks for an A record, gets none, and answers 502.',
    howToBeSure: '`dig +short A NAME` is empty and `dig +short AAAA NAME` is not.',
    whatFixesIt: "An A record, or the origin's address type set to dual-stack or IPv6 in the distribution.",
    whatDoesNot: 'IPv6 switched on in the distribution: that is for viewers.',
  },
  certainty: 'proven',
  needs: ['resolution'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
  ],
  applies: ({ origin }) => origin.connection.type === 'custom' && origin.connection.addressType === 'ipv4',
  judge: ({ resolution }) => {
    if (resolution.kind === 'failing') return unanswered(resolution.name);
    if (resolution.kind === 'resolved' || !resolution.ipv6) return undefined;
    return {
      facts: { name: resolution.name, ipv6: resolution.ipv6 },
      witness: { kind: 'record', key: resolution.at },
      reach: { failing: 1, seen: 1, of: [resolution.name] },
    };
  },
  explain: ({ name, ipv6 }) => ({
    title: `Origin name ${name} has IPv6 addresses only, and CloudFront is told to use IPv4`,
    explanation:
      "The origin's address type is IPv4, so CloudFront asks for an A record, gets none and connects nowhere. The name itself is sound.",
    evidence: [`DNS: no A record; AAAA ${list(ipv6, 3)}`],
  }),
  remedy: ({ name }, { origin, distribution }) => [
    editOrigin(
      'Let CloudFront use IPv6 to this origin as well',
      distribution,
      origin.id,
      '.CustomOriginConfig.IpAddressType = "dualstack"',
    ),
    { action: `Or give ${name} an A record that leads to the same server`, verify: dig('+short', 'A', name) },
  ],
  deadEnds: () => [
    {
      tempting: 'Switching IPv6 on or off in the distribution',
      why: 'That setting is for viewers; the way to the origin has one of its own.',
    },
    INVALIDATE,
  ],
});
