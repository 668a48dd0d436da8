import { impactOf } from './impact.ts';
import type { Impact } from './model/diagnosis.ts';
import type { BalancerCounts, BalancerMetric, Measured, Series, Traffic } from './model/traffic.ts';

/** How often something happened in a minute: since a moment, and in the hour before it. */
export type Rise = { readonly during: number; readonly before: number };

const HOUR = 60;

/** Where no onset is known. */
const LATELY = 10;

/**
 * Counts a minute since `since` (ISO 8601; without it, of late) up to the last minute that was counted at all: metrics come late.
 * A load balancer reports no zeros. Undefined where none of these minutes was counted.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function riseOf<Metric extends string>(
  counts: Measured<Metric>,
  metric: Metric,
  since?: string,
): Rise | undefined {
  const all = Object.values<Series | undefined>(counts.series).flatMap((series) => (series ? [series] : []));
  const last = Math.max(-1, ...all.map((series) => series.findLastIndex((value) => value !== null)));
  const first = since === undefined ? last - LATELY + 1 : minuteOf(counts, since);
  if (last < 0 || last < first) return undefined;
  const series = counts.series[metric] ?? [];
  return { during: mean(series, first, last + 1), before: mean(series, first - HOUR, first) };
}

/** Whether it rose as the errors began: now and then was usual before. */
export function hasRisen({ during, before }: Rise): boolean {
  return during >= 1 && during >= 2 * before;
}

/** 5xx that a load balancer, or its targets, answered while viewers got theirs: counts a minute. */
export type PassedOn = {
  readonly by: 'load-balancer' | 'targets';
  readonly perMinute: number;
  readonly before: number;
  /** Errors that viewers got in a minute. */
  readonly viewers: number;
  /** ISO 8601. */
  readonly since: string;
  /** What nearly all of the load balancer's own answers were. */
  readonly code?: number;
};

/** Share of the viewers' errors below which others do not explain them. */
const SOME = 0.1;

/** Errors that viewers got in a minute. */
export function viewersErrors({ percent, requestsPerMinute = 0 }: Impact): number {
  return (percent / 100) * requestsPerMinute;
}

/** Whether errors that were counted elsewhere explain those that viewers get: they rose with them, and are many enough. */
export function explains(rise: Rise, impact: Impact): boolean {
  return rise.during >= Math.max(1, viewersErrors(impact) * SOME) && (impact.orEarlier || hasRisen(rise));
}

/** Whether the load balancer's own metrics explain the errors that viewers get: they rose with them, and are many enough. */
export function passedOn(counts: BalancerCounts, traffic: Traffic): PassedOn | { readonly unseen: string } | undefined {
  const impact = impactOf(traffic);
  if (!impact) return undefined;
  const { since } = impact;
  const own = riseOf(counts, 'own5xx', since);
  const targets = riseOf(counts, 'targets5xx', since);
  if (!own || !targets) return { unseen: "the load balancer's metrics do not reach the time of the errors" };
  const isOwn = own.during > targets.during;
  const rise = isOwn ? own : targets;
  if (!explains(rise, impact)) return undefined;
  const code = isOwn ? ownCode(counts, since, own.during) : undefined;
  return {
    by: isOwn ? 'load-balancer' : 'targets',
    perMinute: Math.round(rise.during),
    before: Math.round(rise.before),
    viewers: Math.round(viewersErrors(impact)),
    since,
    ...(code && { code }),
  };
}

const CODES: readonly (readonly [BalancerMetric, number])[] = [
  ['own502', 502],
  ['own503', 503],
  ['own504', 504],
];

/** A share of the load balancer's own answers from which one code stands for all of them. */
const NEARLY_ALL = 0.8;

function ownCode(counts: BalancerCounts, since: string, all: number): number | undefined {
  const most = CODES.find(([metric]) => (riseOf(counts, metric, since)?.during ?? 0) >= all * NEARLY_ALL);
  return most?.[1];
}

function minuteOf({ from, periodSeconds }: Pick<Measured<never>, 'from' | 'periodSeconds'>, iso: string): number {
  return Math.floor((Date.parse(iso) - Date.parse(from)) / (periodSeconds * 1000));
}

function mean(series: Series, from: number, to: number): number {
  const start = Math.max(0, from);
  const sum = series.slice(start, Math.max(0, to)).reduce<number>((total, value) => total + (value ?? 0), 0);
  return to > start ? sum / (to - start) : 0;
}
