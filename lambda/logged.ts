import type { AccessLog, FailedRequests } from './model/access-log.ts';
import type { Distribution } from './model/distribution.ts';
import type { Traffic } from './model/traffic.ts';
import { patternCovers } from './tls/names.ts';

/** A value of the log and its share of all failed requests. */
export type Share = { readonly name: string; readonly count: number; readonly share: number };

/** How the failed requests fall on one of their properties, most first; requests without it are left out. */
export function sharesOf({ failed, total }: AccessLog, by: 'result' | 'host' | 'path' | 'status'): Share[] {
  const counts = new Map<string, number>();
  for (const one of failed) if (one[by] !== '') counts.set(one[by], (counts.get(one[by]) ?? 0) + one.count);
  return [...counts]
    .map(([name, count]) => ({ name, count, share: count / Math.max(total, 1) }))
    .toSorted((a, b) => b.count - a.count);
}

/** Whether an alias names this very host. A wildcard names none: whoever asks may make one up. */
function isKnown({ host }: Pick<FailedRequests, 'host'>, { aliases }: Distribution): boolean {
  return aliases.includes(host.replace(/:\d+$/, '').replace(/\.$/, ''));
}

function isUnderWildcard(host: string, { aliases }: Distribution): boolean {
  const name = host.replace(/:\d+$/, '');
  return aliases.some((alias) => alias.startsWith('*.') && patternCovers(alias, name));
}

/**
 * How many of the errors that CloudFront counted in the log's stretch of time the log holds: 1 for all of them. Logs come late,
 * by minutes or hours. Undefined where CloudFront counted none.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
function coverage({ from, to, total }: AccessLog, { from: begin, periodSeconds, series }: Traffic): number | undefined {
  const counted = (series['5xx'] ?? []).reduce<number>((sum, rate, index) => {
    const at = Date.parse(begin) + index * periodSeconds * 1000;
    const isWithin = at >= Date.parse(from) && at < Date.parse(to);
    return isWithin ? sum + ((rate ?? 0) / 100) * (series.requests?.[index] ?? 0) : sum;
  }, 0);
  return counted >= 1 ? total / counted : undefined;
}

/** Failed requests below which a log says nothing about who fails. */
const FEW = 10;

/** Shares of the counted errors that the log must hold: to say anything, and to be sure. */
const ENOUGH = 0.5;
const MOST = 0.8;

/**
 * Whether nearly all that fails asks for the distribution's own `*.cloudfront.net` name. Nobody makes that up: it is a person or a
 * tool that was given it, before DNS leads the aliases here, say.
 */
export function failsUnderOwnName(log: AccessLog, { domainName }: Pick<Distribution, 'domainName'>): boolean {
  const own = sharesOf(log, 'host').find(({ name }) => name.replace(/:\d+$/, '') === domainName);
  return own !== undefined && own.count >= FEW && own.share >= MOST;
}

/** Hosts that fail, none of which any alias names. */
export type Strangers = {
  readonly hosts: readonly Share[];
  /** Aliases that fail nowhere, without wildcards. */
  readonly known: readonly string[];
  readonly total: number;
  /** Whether the log holds nearly all errors that CloudFront counted, each with its host. */
  readonly isWhole: boolean;
  /** Hosts that a wildcard alias covers: made up, most likely, but they may as well be sites. */
  readonly wild: readonly string[];
};

/** The strangers, where nobody else fails; `unseen` where the log holds too few of the errors to say so. */
export function strangersIn(
  log: AccessLog,
  traffic: Traffic,
  distribution: Distribution,
): Strangers | { readonly unseen: string } | undefined {
  const named = log.failed.filter(({ host }) => host !== '');
  if (named.some((one) => isKnown(one, distribution)) || failsUnderOwnName(log, distribution)) return undefined;
  const sum = named.reduce((all, { count }) => all + count, 0);
  const held = coverage(log, traffic) ?? 0;
  if (held < ENOUGH || sum < FEW) return { unseen: 'the access logs do not hold these errors yet' };
  if (sum < log.total * MOST) return { unseen: 'the access logs name too few of the hosts that failed' };
  const known = distribution.aliases.filter((alias) => !alias.startsWith('*'));
  const hosts = sharesOf(log, 'host');
  const wild = hosts.map(({ name }) => name).filter((name) => isUnderWildcard(name, distribution));
  return { hosts, known, wild, total: log.total, isWhole: held >= MOST && sum === log.total };
}
