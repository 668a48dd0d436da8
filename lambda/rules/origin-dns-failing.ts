import { cut } from '../dials.ts';
import type { Resolution } from '../model/handshake.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { dig } from '../remedies/dig.ts';
import { defineRule, type Unseen } from '../rule.ts';

type Failing = Extract<Resolution, { kind: 'failing' }>;

type Way = { readonly title: string; readonly why: string };

/** By the code of node:dns: https://nodejs.org/api/dns.html#error-codes */
const WAYS: Readonly<Record<string, Way>> = {
  ESERVFAIL: {
    title: 'public DNS fails to answer (SERVFAIL)',
    why: "Name servers of the zone fail, do not answer, or the zone's DNSSEC signatures are broken.",
  },
  EREFUSED: {
    title: 'DNS refuses to answer (REFUSED)',
    why: 'The zone is delegated to servers that do not hold it: a hosted zone deleted or made anew, say.',
  },
  ETIMEOUT: {
    title: 'DNS does not answer in time',
    why: "The zone's name servers are silent or unreachable; a single late answer looks the same.",
  },
};

const CIRCLE: Way = {
  title: 'its CNAME records go in a circle',
  why: 'Each name points at the next and the last at an earlier one, so no address is ever reached.',
};

const way = ({ code, circle }: Failing): Way | undefined => (circle ? CIRCLE : WAYS[code]);

const unseen = ({ name, code }: Failing): Unseen => ({ unseen: `DNS did not answer for ${name} (${code})` });

/**
 * CloudFront asks public DNS for the origin and answers 502 where that fails. We ask through another resolver, which may
 * fail alone: likely at most. RFC 1035 section 4.1.1 tells the answers apart.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
export const originDnsFailing = defineRule({
  id: 'origin-dns-failing',
  title: 'DNS of the origin that fails to answer',
  about: {
    whatHappens:
      "DNS does not say that the origin's name is gone, it fails to say anything: SERVFAIL, REFUSED, silence, or CNAME records that go in a circle. Often a delegation to servers that no longer hold the zone, or broken DNSSEC.",
    whatCloudFrontDoes: "It answers 502: “CloudFront wasn't able to resolve the origin domain name”.",
    howToBeSure:
      '`dig +trace NAME` shows which server fails; `dig +cd NAME` that succeeds where `dig NAME` does not means DNSSEC. Another resolver may still hold the old answer.',
    whatFixesIt: 'Correct the delegation, the DNSSEC records, or the CNAME records that point at each other.',
    whatDoesNot: 'Anything on the origin itself. A record in a private hosted zone.',
  },
  certainty: 'likely',
  needs: ['resolution'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1',
  ],
  applies: ({ origin }) => origin.connection.type !== 'vpc',
  judge: ({ resolution }) => {
    if (resolution.kind !== 'failing') return undefined;
    const known = way(resolution);
    if (!known) return unseen(resolution);
    return {
      facts: { ...resolution, ...known },
      witness: { kind: 'record', key: resolution.name },
      reach: { failing: 1, seen: 1, of: [resolution.name] },
    };
  },
  explain: ({ name, title, why, code, circle }) => ({
    title: `Origin name ${name} does not resolve: ${title}`,
    explanation: `${why} CloudFront asks public DNS as well and connects nowhere without an address; its resolver may still hold an older answer.`,
    evidence: [circle ? `DNS: ${cut([...circle].join(' → '), 200)} → …` : `DNS: ${name}: ${code.replace(/^E/, '')}`],
  }),
  remedy: ({ name, circle }) => [
    {
      action: circle
        ? 'Correct the CNAME that points back, so that the names end at an address'
        : 'See which server on the way from the root fails, and correct the delegation or the zone there',
      command: dig('+trace', name),
      verify: dig('+short', name),
    },
    ...(circle
      ? []
      : [
          {
            action: 'See whether DNSSEC is what fails: with checks disabled it then answers',
            command: dig('+short', '+cd', name),
          },
        ]),
  ],
  deadEnds: () => [
    { tempting: 'Restarting or redeploying the origin', why: 'Nobody finds the way to it until the name resolves.' },
    INVALIDATE,
  ],
});
