import type { LogLineFixture } from '../fixture/access-log.ts';

/** One row of an answer: fields in the order of the query. */
export type Row = readonly { readonly field: string; readonly value: string }[];

/** What a query came to. */
export type Found = {
  readonly rows: readonly Row[];
  readonly matched: number;
  readonly scanned: number;
  readonly bytes: number;
};

/**
 * The one form that the account evaluates: a filter by pattern, a named part of a field, a count by fields, the largest first.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
const FORM =
  /^filter `([\w()-]+)` like \/\^(\w)\/ \|(?: parse `([\w()-]+)` \/\^\(\?<(\w+)>\\\/\[\^\\\/\]\*\)\/ \|)? stats count\(\*\) as (\w+) by ((?:`[\w()-]+`|\w+)(?:, (?:`[\w()-]+`|\w+))*) \| sort (\w+) desc \| limit (\d{1,5})$/;

/** Evaluates a query over log lines; undefined where it is not of the form that the account understands. */
export function evaluate(query: string, lines: readonly LogLineFixture[]): Found | undefined {
  const match = FORM.exec(query);
  if (!match) return undefined;
  const [, filtered = '', first = '', parsed, part = '', counted = '', by = '', sorted, limit] = match;
  const keys = by.split(', ').map((key) => key.replaceAll('`', ''));
  if (sorted !== counted || (keys.includes(part) && !parsed)) return undefined;
  const kept = lines.filter(({ fields }) => fields[filtered]?.startsWith(first));
  const groups = new Map<string, { values: readonly string[]; count: number }>();
  for (const { fields } of kept) {
    const section = parsed ? /^\/[^/]*/.exec(fields[parsed] ?? '')?.[0] : undefined;
    const values = keys.map((key) => (key === part ? section : fields[key]) ?? '');
    const group = groups.get(JSON.stringify(values));
    groups.set(JSON.stringify(values), { values, count: (group?.count ?? 0) + 1 });
  }
  const rows = [...groups.values()]
    .toSorted((a, b) => b.count - a.count)
    .slice(0, Number(limit))
    .map(({ values, count }) => rowOf(keys, values, counted, count));
  const bytes = lines.reduce((sum, { fields }) => sum + JSON.stringify(fields).length, 0);
  return { rows, matched: kept.length, scanned: lines.length, bytes };
}

/** A field without a value is left out of the row. */
function rowOf(keys: readonly string[], values: readonly string[], counted: string, count: number): Row {
  const told = keys.map((field, index) => ({ field, value: values[index] ?? '' })).filter(({ value }) => value !== '');
  return [...told, { field: counted, value: String(count) }];
}
