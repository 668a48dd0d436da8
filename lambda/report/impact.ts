import { viewerCode } from '../cloudfront/viewer-codes.ts';
import { hasRisen, riseOf } from '../counted.ts';
import { type Share, sharesOf } from '../logged.ts';
import type { Diagnosis, Impact } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { BalancerCounts, BalancerMetric } from '../model/traffic.ts';
import type { Section } from './assemble.ts';
import { type Block, listed, prose } from './layout.ts';
import { apart, clock } from './moments.ts';
import { printable } from './printable.ts';

/** Share of the errors from which one code stands for all of them, in percent. */
const MOST = 80;

/** A phone shows about as many. */
const MAX_LINES = 4;

/** Minutes within which two moments are one: metrics are counted by the minute, and by whole ones. */
const SAME_MINUTES = 10;

/** Since when viewers get errors, which and how many, and how that goes with what was found: at most four lines. */
export function whenAndHowMuch(diagnosis: Diagnosis, evidence: Evidence): Section {
  const { impact, conclusion } = diagnosis;
  const finding = 'primary' in conclusion ? conclusion.primary : undefined;
  const lines = impact
    ? [
        headline(impact, diagnosis),
        ...(finding ? breakLine(impact, finding) : []),
        ...logLine(evidence),
        ...balancerLine(impact, finding, evidence),
        ...codeLine(impact, finding, evidence),
      ].slice(0, MAX_LINES)
    : nothingCounted(diagnosis, evidence);
  return { heading: 'WHEN AND HOW MUCH', blocks: lines.map((line): Block => prose(line, 300)), rank: 1.5 };
}

/** `502 since 03:09 UTC (3 minutes ago): 41% of 1,200 requests a minute.` */
function headline(impact: Impact, { examinedAt }: Diagnosis): string {
  const { since, until, orEarlier, percent, requestsPerMinute } = impact;
  const what = mainCode(impact) ?? '5xx';
  const ago = apart(since, examinedAt);
  const begun = `${orEarlier ? 'before ' : ''}${clock(since, examinedAt)}`;
  const when = until
    ? `from ${begun} until ${clock(until, examinedAt)}, and not since`
    : `since ${begun}${ago ? ` (${ago}${orEarlier ? ' or more' : ''})` : ''}`;
  const of = requestsPerMinute === undefined ? 'the requests' : `${grouped(requestsPerMinute)} requests a minute`;
  return `${what} ${when}: ${rounded(percent)}% of ${of}.`;
}

function mainCode({ codes = [] }: Impact): string | undefined {
  const [first] = codes;
  return first && first.code !== 'other' && first.percent >= MOST ? first.code : undefined;
}

/** Which codes, and whether they fit the fault. A code alone never accuses. */
function codeLine(impact: Impact, finding: Finding | undefined, { observations }: Evidence): string[] {
  const { codes } = impact;
  if (!codes) {
    const { monitoring } = observations ?? {};
    const off = monitoring?.status === 'observed' && monitoring.value.additionalMetrics === 'off';
    return off ? ['502, 503 and 504 are not told apart: additional metrics are off.'] : [];
  }
  const main = mainCode(impact);
  const expected = finding && viewerCode(finding.ruleId);
  if (!main) {
    const shares = codes.map(({ code, percent }) => `${percent}% ${code === 'other' ? 'other 5xx' : code}`);
    return [`Of the errors: ${shares.join(', ')}${expected ? `; this fault gives ${expected}` : ''}.`];
  }
  if (!expected) return [];
  return main === expected
    ? [`${main} is what viewers get from this fault.`]
    : [`This fault would give viewers ${expected}, not ${main}: expect another one beside it.`];
}

const HIDDEN = 'caches and open connections hide a fault for a while';

/** No cache hides an origin that nobody can reach for so long: a year is the longest that anything is commonly kept for. */
const LONG_MINUTES = 366 * 24 * 60;

/** The onset against the moment at which the thing broke. Caches and open connections carry on for a while. */
function breakLine({ since, orEarlier }: Impact, { breaksAt }: Finding): string[] {
  const minutes = breaksAt === undefined ? Number.NaN : (Date.parse(since) - Date.parse(breaksAt)) / 60_000;
  if (breaksAt === undefined || Number.isNaN(minutes) || (orEarlier && minutes > 0)) return [];
  if (Math.abs(minutes) <= SAME_MINUTES) return ['The errors began as it broke.'];
  const between = apart(breaksAt, since) || apart(since, breaksAt);
  const late = minutes > LONG_MINUTES ? 'it may have been put in place only then' : HIDDEN;
  return minutes > 0
    ? [`The errors began ${between} after it broke: ${late}.`]
    : [`The errors began ${between} before it broke: something else failed first.`];
}

/** Which requests failed, by the access logs: kind of failure, hosts and paths. */
function logLine({ observations }: Evidence): string[] {
  const { accessLog } = observations ?? {};
  if (accessLog?.status !== 'observed') return [];
  const { total, from, bytesScanned } = accessLog.value;
  const read = bytesScanned < 1e5 ? 'less than 0.1 MB read' : `${(bytesScanned / 1e6).toFixed(1)} MB read`;
  if (total === 0) return [`The access logs hold no 5xx since ${clock(from, accessLog.value.to)} yet (${read}).`];
  const parts = (['result', 'host', 'path'] as const).flatMap((by) => {
    const told = sharesOf(accessLog.value, by).map(shareInWords);
    return told.length > 0 ? [listed(told, 2)] : [];
  });
  return [`The access logs hold ${grouped(total)} of them (${read}): ${parts.join('; ')}.`];
}

function shareInWords({ name, share }: Share): string {
  const percent = rounded(share * 100);
  return percent === '100' ? `all ${printable(name, 60)}` : `${printable(name, 60)} ${percent}%`;
}

/** What the load balancer behind the finding's origin (or the first that has one) counted meanwhile. */
function balancerLine({ since }: Impact, finding: Finding | undefined, { origins }: Evidence): string[] {
  const own = origins.filter(({ origin }) => !finding?.originId || origin.id === finding.originId);
  for (const { observations } of own) {
    const { loadBalancer, balancerCounts } = observations;
    if (loadBalancer.status !== 'observed' || balancerCounts?.status !== 'observed') continue;
    const { name, type } = loadBalancer.value;
    const counted = inWords(balancerCounts.value, since, type);
    return counted ? [`Load balancer ${name} counts ${counted}.`] : [];
  }
  return [];
}

/** A client that hangs up on a certificate counts as a failed negotiation. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
function inWords(counts: BalancerCounts, since: string, type: LoadBalancer['type']): string | undefined {
  const own = riseOf(counts, 'own5xx', since);
  const targets = riseOf(counts, 'targets5xx', since);
  if (!own || !targets) return undefined;
  const failed = FAILED[type === 'classic' ? 'classic' : 'other'];
  const spilt = riseOf(counts, 'spillover', since)?.during ?? 0;
  const told = [
    ...risen(counts, since, failed),
    ...(own.during >= 1 || targets.during >= 1
      ? [`${perMinute(targets.during)} 5xx a minute of its ${failed.behind}, ${perMinute(own.during)} of its own`]
      : []),
    ...(spilt >= 1 ? [`${perMinute(spilt)} requests a minute turned away, its queue being full`] : []),
  ];
  if (told.length > 0) return told.join('; ');
  return `${type === 'network' ? '' : 'no 5xx, and '}no more failed ${failed.what} than before`;
}

type Failed = { readonly metric: BalancerMetric; readonly what: string; readonly behind: string };

/** A classic load balancer counts no handshakes. https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-cloudwatch-metrics.html */
const FAILED: Readonly<Record<'classic' | 'other', Failed>> = {
  classic: { metric: 'connectErrors', what: 'connections to its instances', behind: 'instances' },
  other: { metric: 'tlsErrors', what: 'TLS handshakes', behind: 'targets' },
};

function risen(counts: BalancerCounts, since: string, { metric, what }: Failed): string[] {
  const rise = riseOf(counts, metric, since);
  if (!rise || !hasRisen(rise)) return [];
  return [`${perMinute(rise.during)} failed ${what} a minute, ${perMinute(rise.before)} before`];
}

function perMinute(count: number): string {
  return grouped(Math.round(count));
}

function nothingCounted({ examinedAt }: Diagnosis, { observations }: Evidence): string[] {
  const { traffic } = observations ?? {};
  if (traffic?.status !== 'observed') return [];
  const since = clock(traffic.value.from, examinedAt);
  return Object.keys(traffic.value.series).length > 0
    ? [`CloudFront has counted no 5xx since ${since}.`]
    : [`CloudFront has counted no request of viewers since ${since}.`];
}

function rounded(percent: number): string {
  return percent >= 10 ? String(Math.round(percent)) : String(Math.round(percent * 100) / 100);
}

function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
