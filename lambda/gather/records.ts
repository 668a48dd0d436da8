import type { Alarm } from '../model/alarm.ts';
import type { ApiDomain } from '../model/api-domain.ts';
import type { Observation } from '../model/evidence.ts';
import type { Resolution } from '../model/handshake.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { AccountRecords } from './account-records.ts';
import { type Account, accountsOf, marked } from './accounts.ts';
import { readCertificates } from './acm.ts';
import { readBalancerCounts } from './balancer-counts.ts';
import { type Behind, findBehind, nothingBehind } from './behind.ts';
import { findCandidates } from './candidates.ts';
import { readClassicListener } from './classic-listener.ts';
import { domainIn } from './domain-search.ts';
import { readListener } from './listener.ts';
import { readLoadBalancer } from './load-balancer-by-arn.ts';
import { stretchAround } from './metrics.ts';
import { networkRecords } from './network-records.ts';
import { andThen, notApplicable, observed } from './observe.ts';
import { once } from './once.ts';
import { searchOf } from './search.ts';
import { readServerCertificate } from './server-certificate.ts';
import type { Look } from './sources.ts';
import { readStored } from './stored.ts';
import { readTlsPolicy } from './tls-policy.ts';

/** AWS's records of what stands behind an origin. Origins that share a load balancer share its answers: each is asked once. */
export type Records = AccountRecords & {
  /** What stands behind an origin's domain name. */
  behind(domainName: string, resolution: Resolution): Promise<Behind>;
  /** The custom domain name of API Gateway under which `asked` is served. */
  apiDomain(names: readonly string[], asked: string): Promise<Observation<ApiDomain>>;
  loadBalancerByArn(arn: string): Promise<Observation<LoadBalancer>>;
  /** The records of the account that an ARN names. */
  holding(arn: string): Promise<Observation<AccountRecords>>;
  /** The records of the account that this lies in; the own one's where no role was assumed to see it. */
  of(owned: Owned): Promise<AccountRecords>;
};

/** What is read in one account, and through which role where that is another. */
export type Owned = Pick<LoadBalancer, 'accountId' | 'assumedRole'>;

/** Records read for one examination. */
export function recordsOf(look: Look, alarm?: Alarm): Records {
  const accounts = accountsOf(look, alarm?.accountId);
  const search = searchOf(look, accounts);
  const own = recordsIn(look, accounts.own, alarm);
  const others = once(
    (accountId: string) => accountId,
    async (accountId) => {
      const account = await accounts.other(accountId);
      return account.status === 'observed' ? recordsIn(look, account.value, alarm) : unread(account);
    },
  );
  return {
    ...own,
    behind: (domainName, resolution) => findBehind(search, domainName, resolution),
    apiDomain: once(
      (names, asked) => `${asked} ${names.join()}`,
      (names, asked) => domainIn(look, accounts, names, asked),
    ),
    loadBalancerByArn: once(
      (arn) => arn,
      async (arn) => andThen(await accounts.holding(arn), (one) => balancerIn(one, arn, look.signal)),
    ),
    holding: async (arn) =>
      andThen(await accounts.holding(arn), async ({ entered }) =>
        observed(entered ? await others(entered.accountId) : own),
      ),
    of: async ({ accountId, assumedRole }) => (assumedRole ? others(accountId) : own),
  };
}

async function balancerIn(account: Account, arn: string, signal: AbortSignal): Promise<Observation<LoadBalancer>> {
  return andThen(await readLoadBalancer(account.aws, arn, signal), async (one) => observed(marked(account, one)));
}

/** What one account holds. */
function recordsIn(look: Look, account: Account, alarm?: Alarm): AccountRecords {
  const there = { ...look, aws: account.aws };
  const { aws, signal, examinedAt } = there;
  const stretch = stretchAround(alarm?.changedAt, examinedAt);
  return {
    ...certificateRecords(there),
    ...networkRecords(there, account),
    balancerCounts: once(
      ({ arn }) => arn,
      (loadBalancer) => readBalancerCounts(aws, loadBalancer, stretch, signal),
    ),
    listener: once(
      ({ arn }, port) => `${arn} ${port}`,
      (loadBalancer, port) =>
        loadBalancer.type === 'classic'
          ? readClassicListener(account, loadBalancer, port)
          : readListener(aws, loadBalancer, port, signal),
    ),
    tlsPolicy: once(
      (region, name) => `${region} ${name}`,
      (region, name) => readTlsPolicy(aws, region, name, signal),
    ),
  };
}

/** What is served, and what could be. */
function certificateRecords(look: Look): Pick<Records, 'certificates' | 'stored' | 'candidates'> {
  const { aws, world, anchors, signal, examinedAt } = look;
  const server = once(
    (arn) => arn,
    (arn: string, region: string) => readServerCertificate(aws, arn, region, signal),
  );
  const reading = { aws, resolver: world.resolver, signal, examinedAt, server };
  return {
    certificates: once(
      (_, arns) => arns.join(),
      (region, arns) => readCertificates(reading, region, arns),
    ),
    stored: once(JSON.stringify, (wanted) => readStored(reading, anchors, wanted)),
    candidates: once(
      (region, names) => `${region} ${names.join()}`,
      (region, names) => findCandidates(aws, region, names, examinedAt, signal),
    ),
  };
}

/** Nothing can be read there. */
function unread(why: Observation<never>): AccountRecords {
  const none = async () => why;
  return {
    balancerCounts: none,
    listener: none,
    tlsPolicy: none,
    certificates: none,
    stored: none,
    candidates: none,
    securityGroups: none,
    targets: none,
    instances: none,
  };
}

/** For an examination that asks no AWS account. */
export function noRecords(reason: string): Records {
  const nothing = notApplicable(reason);
  return {
    ...unread(nothing),
    behind: async () => nothingBehind(nothing),
    apiDomain: async () => nothing,
    loadBalancerByArn: async () => nothing,
    holding: async () => nothing,
    of: async () => unread(nothing),
  };
}
