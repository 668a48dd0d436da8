import type { MetricFixture } from '../fixture/monitoring.ts';
import { placeOf } from './alarm.ts';
import { type Points, pointsOf, type Stretch } from './series.ts';

/** One time series of an answer. */
export type Series = { readonly label: string; readonly points: Points };

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html */
const QUERY =
  /^SELECT (AVG|SUM|MIN|MAX|COUNT)\("?(\w+)"?\) FROM (?:SCHEMA\("([^"]+)"((?:, ?\w+)*)\)|"([^"]+)")(?: WHERE ([^;]+?))?(?: GROUP BY (\w+))?(?: ORDER BY (AVG|SUM|MIN|MAX|COUNT)\(\)(?: (ASC|DESC))?)?(?: LIMIT (\d{1,3}))?$/;
const CONDITION = /^(\w+) ?= ?'([^']*)'$/;

const STATISTICS: Readonly<Record<string, string>> = {
  AVG: 'Average',
  SUM: 'Sum',
  MIN: 'Minimum',
  MAX: 'Maximum',
  COUNT: 'SampleCount',
};

/** Most series that one query answers. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-limits.html */
const MOST_SERIES = 500;

/** Answers a Metrics Insights query; undefined where it is none that the account understands. */
export function selectSeries(
  query: string,
  all: readonly MetricFixture[],
  stretch: Omit<Stretch, 'stat'>,
): readonly Series[] | undefined {
  const match = QUERY.exec(query.replace(/\s+/g, ' ').trim());
  if (!match) return undefined;
  const [, stat = '', name = '', schema, keys = '', plainSpace, where, by, orderBy, direction, limit] = match;
  const conditions = conditionsOf(where);
  if (!conditions) return undefined;
  const found = all.filter((series) => {
    const { namespace, dimensions } = placeOf(series);
    const named = keys.split(',').flatMap((key) => key.trim() || []);
    const fits = !schema || sameKeys(named, Object.keys(dimensions));
    const kept = conditions.every(([key, value]) => dimensions[key] === value);
    return series.name === name && namespace === (schema ?? plainSpace) && fits && kept;
  });
  const told = grouped(found, by, name).map(({ label, members }) => {
    return { label, points: pointsOf(members, { ...stretch, stat: STATISTICS[stat] ?? 'Sum' }) };
  });
  const ordered = orderBy ? sorted(told, orderBy, direction) : told;
  return ordered.slice(0, limit ? Number(limit) : MOST_SERIES);
}

function conditionsOf(where: string | undefined): readonly (readonly [string, string])[] | undefined {
  const parts = (where?.split(' AND ') ?? []).map((part) => CONDITION.exec(part.trim()));
  if (parts.includes(null)) return undefined;
  return parts.map((part) => [part?.[1] ?? '', part?.[2] ?? ''] as const);
}

function sameKeys(named: readonly string[], own: readonly string[]): boolean {
  return named.length === own.length && named.every((key) => own.includes(key));
}

function grouped(found: readonly MetricFixture[], by: string | undefined, name: string) {
  const groups = new Map<string, MetricFixture[]>();
  for (const series of found) {
    const label = by ? placeOf(series).dimensions[by] : name;
    if (label !== undefined) groups.set(label, [...(groups.get(label) ?? []), series]);
  }
  return [...groups].map(([label, members]) => ({ label, members }));
}

/** By the statistic over all of a series' points; smallest first unless the query says DESC. */
function sorted(told: readonly Series[], orderBy: string, direction = 'ASC'): readonly Series[] {
  const rank = ({ points }: Series) => {
    const values = points.map(({ value }) => value);
    const total = values.reduce((sum, value) => sum + value, 0);
    const ranks = { AVG: total / values.length, SUM: total, MIN: Math.min(...values), MAX: Math.max(...values) };
    return { ...ranks, COUNT: values.length }[orderBy] ?? 0;
  };
  return told.toSorted((a, b) => (direction === 'ASC' ? 1 : -1) * (rank(a) - rank(b)));
}
