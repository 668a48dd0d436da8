import { deadEvidence, deadTitle } from '../dead-record.ts';
import type { Distribution, Origin, OriginConnection } from '../model/distribution.ts';
import type { Observations } from '../model/evidence.ts';
import type { Step } from '../model/finding.ts';
import type { Resolution } from '../model/handshake.ts';
import { compareServers, correctRecord, presentOnes } from '../remedies/correct-record.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { dig } from '../remedies/dig.ts';
import { editOrigin } from '../remedies/edit-distribution.ts';
import { correctParameter } from '../remedies/tenant-parameter.ts';
import { defineRule, type Unseen } from '../rule.ts';

type NotFound = Extract<Resolution, { kind: 'not-found' }>;

const wrong = ({ name, at, why }: NotFound) => {
  const missing = why === 'no-such-name' ? 'does not exist in public DNS' : 'has no address in public DNS';
  return at === name ? `Origin name ${name} ${missing}` : `${name} points at ${at}, which ${missing}`;
};

const unanswered = (name: string, code: string): Unseen => ({ unseen: `DNS did not answer for ${name} (${code})` });

/**
 * CloudFront looks the origin up in public DNS; NXDOMAIN, or no record of the address type that it asks for, gives 502
 * (`NonS3OriginDnsError`). A server that fails to answer is another matter.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
export const originNameUnresolvable = defineRule({
  id: 'origin-name-unresolvable',
  title: 'origin name that does not resolve',
  about: {
    whatHappens:
      "The origin's domain name, or the name that its CNAME points at, does not exist in public DNS or has no address. Often a load balancer was replaced and the record, a CNAME or an alias in Route 53, still names the old one.",
    whatCloudFrontDoes: "It answers 502: “CloudFront wasn't able to resolve the origin domain name”.",
    howToBeSure:
      '`dig NAME` against public resolvers says `NXDOMAIN`, or an empty answer. A private hosted zone does not count: CloudFront does not see it.',
    whatFixesIt:
      'Correct the record, or point the distribution at a name that resolves. Where a multi-tenant distribution leaves a part of the name to its tenants, correct the parameter of the tenant that is hit.',
    whatDoesNot: 'Anything on the origin itself. A record in a private hosted zone.',
  },
  certainty: 'proven',
  needs: ['resolution'],
  uses: ['deadRecord'],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://www.rfc-editor.org/rfc/rfc2308#section-2',
  ],
  applies: ({ origin }) => origin.connection.type !== 'vpc',
  judge: ({ resolution }) => {
    if (resolution.kind === 'failing') return unanswered(resolution.name, resolution.code);
    if (resolution.kind === 'resolved' || resolution.ipv6) return undefined;
    return {
      facts: resolution,
      witness: { kind: 'record', key: resolution.at },
      reach: { failing: 1, seen: 1, of: [resolution.name] },
    };
  },
  explain: (gone, { origin: { connection }, deadRecord }) => ({
    title: (deadRecord.status === 'observed' && deadTitle(deadRecord.value, gone.name)) || wrong(gone),
    explanation: meaning(gone, connection, deadRecord),
    evidence: [
      `DNS: ${[gone.name, ...gone.cnames].join(' → ')}: ${gone.why === 'no-such-name' ? 'NXDOMAIN' : 'no address'}`,
      ...(deadRecord.status === 'observed' ? deadEvidence(deadRecord.value) : []),
    ],
  }),
  remedy: (gone, { origin, distribution, deadRecord }) => {
    const correct = correctParameter({ origin, distribution });
    const isLast = correct.length === 0;
    return [...correct, ...mend(gone, deadRecord, isLast), ...(isLast ? [pointAtAnother(origin, distribution)] : [])];
  },
  deadEnds: () => [
    { tempting: 'Adding the record to a private hosted zone', why: 'CloudFront asks public DNS only.' },
    { tempting: 'Restarting or redeploying the origin', why: 'Nobody finds the way to it until the name resolves.' },
    INVALIDATE,
  ],
});

function pointAtAnother(origin: Origin, distribution: Distribution): Step {
  return editOrigin(
    'Or point the origin at a name that resolves, and that its certificate covers (write it in the place of NEW_NAME)',
    distribution,
    origin.id,
    '.DomainName = "NEW_NAME"',
  );
}

function meaning(gone: NotFound, connection: OriginConnection, deadRecord: Observations['deadRecord']): string {
  if (deadRecord.status === 'observed' && deadRecord.value.kind === 'leads-nowhere')
    return 'The record is there, and what it leads to has no address: so the name has none, and CloudFront connects nowhere. No port, certificate or server is at fault.';
  if (gone.why === 'no-such-name')
    return "CloudFront asks public DNS for the origin's address and gets none, so it connects nowhere. No port, certificate or server is at fault.";
  const asked = connection.type === 'custom' ? ASKED[connection.addressType] : ASKED.ipv4;
  return `The name exists, but holds no record of the kind that CloudFront asks for (${asked}), so it connects nowhere.`;
}

/** The record that is to be mended: by the account's zones where they tell, else by what DNS shows. */
function mend({ name, at, why }: NotFound, deadRecord: Observations['deadRecord'], isRight: boolean): Step[] {
  const dead = deadRecord.status === 'observed' ? deadRecord.value : undefined;
  if (dead?.kind === 'leads-nowhere') {
    const isStranger = why === 'no-such-name' && at === name;
    return [...(isStranger ? dead.records.slice(0, 1).map(compareServers) : []), ...correctRecord(dead, name)];
  }
  const zone = dead ? ` (hosted zone ${dead.zoneId} of the account, it seems)` : '';
  return [
    ...presentOnes(at),
    {
      action:
        at === name
          ? `${isRight ? 'Create' : 'If it is right: create'} the record of ${name} in its public zone${zone} again`
          : `Correct the record that points at ${at}. If that is gone for good, remove it: whoever claims the name gets this traffic`,
      command: dig('+trace', name),
      verify: dig('+short', name),
    },
  ];
}

/** Record types that CloudFront asks for. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-enable-ipv6.html */
const ASKED = { ipv4: 'A', ipv6: 'AAAA', dualstack: 'A or AAAA' } as const;
