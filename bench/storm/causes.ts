import type { DistributionFixture } from '../../lab/account/fixture/cloudfront.ts';
import type { Authority } from '../../lab/authority.ts';
import type { Staging } from '../../lab/case.ts';
import type { Zone } from '../../lab/dns-server.ts';
import { ALB, alb, certificateArn, inAcm, shop, TABLE, TOPIC_ARN } from '../../lab/estate.ts';
import { tlsOrigin } from '../../lab/origins/tls.ts';
import { BALANCER } from '../../lab/staging.ts';

/** What is wrong with every distribution of one share of a storm. */
export type Cause = 'certificate-expired' | 'certificate-name-mismatch' | 'port-refused';

/** Distributions that share one cause, with so many alarms between them. */
export type Share = { readonly cause: Cause; readonly distributions: number; readonly alarms: number };

/** One alarm of one distribution. */
export type Alarm = { readonly name: string; readonly distributionId: string; readonly cause: Cause };

/** A third of all that AWS is asked, of every service alike. */
const THROTTLED = { operation: '*', kind: 'throttle', share: 1 / 3 } as const;

const LETTER: Readonly<Record<Cause, string>> = {
  'certificate-expired': 'E',
  'certificate-name-mismatch': 'M',
  'port-refused': 'R',
};

/** As CloudFront would name it. */
function idOf(cause: Cause, index: number): string {
  return `E${LETTER[cause]}${String(index).padStart(11, '0')}`;
}

/** The ids of the distributions of a share. */
export function idsOf({ cause, distributions }: Share): string[] {
  return Array.from({ length: distributions }, (_, index) => idOf(cause, index));
}

/** All alarms, the causes mixed as they would come. */
export function alarmsOf(shares: readonly Share[]): Alarm[] {
  const all = shares.flatMap(({ cause, distributions, alarms }) =>
    Array.from({ length: alarms }, (_, index) => {
      const alarm = { name: `${cause}-${index}`, distributionId: idOf(cause, index % distributions), cause };
      return { alarm, at: (index + 0.5) / alarms };
    }),
  );
  return all.toSorted((a, b) => a.at - b.at).map(({ alarm }) => alarm);
}

const ORIGIN: Readonly<Record<Cause, (index: number) => string>> = {
  'certificate-expired': (index) => `shop-${index}.example.com`,
  'certificate-name-mismatch': () => 'renamed.example.net',
  'port-refused': () => 'refused.example.org',
};

/** A load balancer that all of them share, with a certificate that ran out; a server under another name; a server that does not listen. */
export async function stagingOf(
  shares: readonly Share[],
  { issue, intermediate }: Authority,
  at: (days: number) => string,
): Promise<Staging> {
  const stale = await issue({ names: ['*.example.com'], notBefore: at(-370), notAfter: at(-1) });
  const ready = await issue({ names: ['*.example.com'] });
  const stranger = await issue({ names: ['old.example.net'] });
  const certificates = [
    inAcm(stale, certificateArn(1), { type: 'IMPORTED', status: 'EXPIRED' }),
    inAcm(ready, certificateArn(2), { inUseBy: [] }),
  ];
  const distributions = shares.flatMap(distributionsOf);
  return {
    dns: dnsOf(distributions.flatMap(({ origins }) => origins.map(({ domainName }) => domainName))),
    origins: [
      { at: BALANCER, serve: tlsOrigin({ chain: [stale, intermediate] }) },
      { at: ['203.0.113.30'], serve: tlsOrigin({ chain: [stranger, intermediate] }) },
    ],
    account: { distributions, certificates, ...ACCOUNT },
  };
}

function distributionsOf(share: Share): readonly DistributionFixture[] {
  const origin = (index: number) => ({ id: 'web', domainName: ORIGIN[share.cause](index) });
  return idsOf(share).map((id, index) => shop({ id, aliases: [], origins: [origin(index)] }));
}

function dnsOf(names: readonly string[]): Zone {
  const shops = names.filter((name) => name.startsWith('shop-')).map((name) => [name, { cname: ALB.dnsName }]);
  return {
    ...Object.fromEntries(shops),
    [ALB.dnsName]: { a: BALANCER },
    'renamed.example.net': { a: ['203.0.113.30'] },
    'refused.example.org': { a: ['203.0.113.40'] },
  };
}

const ACCOUNT = {
  loadBalancers: [alb()],
  topics: [{ arn: TOPIC_ARN, subscribers: [{ protocol: 'email', endpoint: 'oncall@example.com' }] }],
  tables: [TABLE],
  faults: [THROTTLED],
} as const;
