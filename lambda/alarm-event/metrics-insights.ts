/** A Metrics Insights query over CloudFront's metrics, as far as it matters here. */
export type InsightsQuery = {
  readonly metric: string;
  /** Distributions that its `WHERE` names. */
  readonly named: readonly string[];
  /** The query, made to answer one time series a distribution. */
  readonly byDistribution: string;
};

const METRIC = /^\s*SELECT\s+\w+\s*\(\s*["']?(\w+)["']?\s*\)/i;
const FROM_CLOUDFRONT = /\bFROM\s+(?:SCHEMA\s*\(\s*)?["']?AWS\/CloudFront\b/i;
const NAMED = /\bDistributionId"?\s*=\s*'([^']{0,64})'/gi;
const GROUP_BY = /\bGROUP\s+BY\s/i;
const LATER_CLAUSE = /\s(?:ORDER\s+BY|LIMIT)\s/i;

/**
 * Reads the text of a query; undefined where it is none, or none over CloudFront. A query that adds all distributions up is
 * taken apart by distribution, so that those behind the sum can be told.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
export function readInsightsQuery(text: string): InsightsQuery | undefined {
  const metric = METRIC.exec(text)?.[1];
  if (!metric || !FROM_CLOUDFRONT.test(text)) return undefined;
  const named = [...text.matchAll(NAMED)].flatMap(([, id]) => id ?? []);
  return { metric, named: [...new Set(named)], byDistribution: groupedByDistribution(text) };
}

function groupedByDistribution(text: string): string {
  const grouping = GROUP_BY.exec(text);
  const start = grouping ? grouping.index + grouping[0].length : text.length;
  const later = LATER_CLAUSE.exec(grouping ? text.slice(start) : text);
  const end = later ? later.index + (grouping ? start : 0) : text.length;
  if (!grouping) return `${text.slice(0, end).trimEnd()} GROUP BY DistributionId${text.slice(end)}`;
  if (/\bDistributionId\b/i.test(text.slice(start, end))) return text;
  return `${text.slice(0, start)}DistributionId, ${text.slice(start)}`;
}
