import type { CodeShare, Impact } from './model/diagnosis.ts';
import type { Measured, Series, Traffic, TrafficMetric } from './model/traffic.ts';

/** A minute is bad from this share of the worst one on: what was usual before stays out of it. */
const BAD_SHARE = 1 / 4;

/** Minutes without an error, or without any request, that an incident may have in between. */
const GAP = 5;

/** Good minutes after which it is over. Metrics come late: a minute without any does not count. */
const OVER = 3;

/** Minutes that stand for "now". */
const NOW = 5;

/** Minutes before the last one in which the incident is looked for first, and the least share of the worst of all that it must have. */
const RECENT = 15;
const RECENT_SHARE = 1 / 20;

/** First and last bad minute, both included. */
type Span = { readonly first: number; readonly last: number };

/** When viewers got errors and how many; undefined where CloudFront counted none. */
export function impactOf(traffic: Traffic): Impact | undefined {
  const rates = traffic.series['5xx'] ?? [];
  const span = badSpan(rates);
  if (!span) return undefined;
  const now = { first: Math.max(span.first, span.last - NOW + 1), last: span.last };
  const requests = mean(slice(traffic.series.requests, now));
  const codes = codesOf(traffic, span);
  return {
    since: at(traffic, span.first),
    // The first minutes may lie in a gap of what began before.
    orEarlier: span.first < 2,
    ...(isOver(rates, span) && { until: at(traffic, span.last + 1) }),
    percent: weighted(traffic, '5xx', now),
    ...(requests !== undefined && { requestsPerMinute: Math.round(requests) }),
    ...(codes.length > 0 && { codes }),
  };
}

/** The bad minutes around the worst recent one. */
function badSpan(rates: Series): Span | undefined {
  const end = rates.findLastIndex((rate) => rate !== null);
  const worst = worstOf(rates, 0);
  const recent = worstOf(rates, end - RECENT + 1);
  const from = recent.rate >= worst.rate * RECENT_SHARE ? recent : worst;
  if (from.rate <= 0) return undefined;
  const isBad = (rate: number | null) => rate !== null && rate >= from.rate * BAD_SHARE;
  return { first: walk(rates, from.index, -1, isBad), last: walk(rates, from.index, 1, isBad) };
}

function worstOf(rates: Series, from: number): { readonly rate: number; readonly index: number } {
  const start = { rate: 0, index: 0 };
  return rates.reduce<typeof start>(
    (worst, rate, index) => (index >= from && rate !== null && rate > worst.rate ? { rate, index } : worst),
    start,
  );
}

/** The furthest bad minute in one direction that no more than a gap separates from the one before. */
function walk(rates: Series, start: number, step: 1 | -1, isBad: (rate: number | null) => boolean): number {
  let furthest = start;
  for (let index = start; index >= 0 && index < rates.length && Math.abs(index - furthest) <= GAP + 1; index += step) {
    if (isBad(rates[index] ?? null)) furthest = index;
  }
  return furthest;
}

function isOver(rates: Series, { last }: Span): boolean {
  return rates.slice(last + 1).filter((rate) => rate !== null).length >= OVER;
}

/** Each code's share of all 5xx; none where CloudFront does not count them apart. */
function codesOf(traffic: Traffic, span: Span): CodeShare[] {
  const all = weighted(traffic, '5xx', span);
  const counted = (['502', '503', '504'] as const).filter((code) => traffic.series[code]);
  if (counted.length === 0 || all === 0) return [];
  const shares = counted.map((code) => ({ code, percent: Math.round((weighted(traffic, code, span) / all) * 100) }));
  const rest = 100 - shares.reduce((sum, { percent }) => sum + percent, 0);
  const told: CodeShare[] = [...shares, { code: 'other', percent: rest }];
  return told.filter(({ percent }) => percent >= 5).toSorted((a, b) => b.percent - a.percent);
}

/** Mean of a rate over the minutes that have one, busy minutes counting more; one decimal. */
function weighted({ series }: Traffic, metric: TrafficMetric, span: Span): number {
  const rates = slice(series[metric], span);
  const requests = slice(series.requests, span);
  const known = slice(series['5xx'], span).flatMap((rate, index) =>
    rate === null ? [] : [{ rate: rates[index] ?? 0, weight: requests[index] ?? 1 }],
  );
  const weight = known.reduce((sum, one) => sum + one.weight, 0);
  const total = known.reduce((sum, one) => sum + one.rate * one.weight, 0);
  return weight === 0 ? 0 : Math.round((total / weight) * 10) / 10;
}

function slice(series: Series | undefined, { first, last }: Span): Series {
  return series?.slice(first, last + 1) ?? [];
}

function mean(values: Series): number | undefined {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : undefined;
}

function at({ from, periodSeconds }: Pick<Measured<string>, 'from' | 'periodSeconds'>, index: number): string {
  return new Date(Date.parse(from) + index * periodSeconds * 1000).toISOString();
}
