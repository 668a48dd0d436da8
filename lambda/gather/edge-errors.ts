import { CLOUDFRONT_REGION } from '../cloudfront/region.ts';
import type { Distribution, EdgeFunction } from '../model/distribution.ts';
import type { EdgeErrors, EdgeMetric } from '../model/edge-errors.ts';
import type { Observation } from '../model/evidence.ts';
import type { Measured } from '../model/traffic.ts';
import type { Aws } from './clients.ts';
import { readMetrics, type Stretch, type Wanted } from './metrics.ts';
import { andThen, notApplicable, observed } from './observe.ts';

type Names = Readonly<Record<EdgeMetric, string>>;

/** Counted for each distribution, all its Lambda@Edge functions together. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html */
const LAMBDA_METRICS: Names = {
  execution: 'LambdaExecutionError',
  validation: 'LambdaValidationError',
  throttled: 'LambdaLimitExceededErrors',
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
const FUNCTION_METRICS: Names = {
  execution: 'FunctionExecutionErrors',
  validation: 'FunctionValidationErrors',
  throttled: 'FunctionThrottles',
};

/** CloudFront Functions whose metrics are read: six each, in one call of 500 at most. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const MAX_FUNCTIONS = 20;

/** One thing that CloudFront counts, and by which dimensions it is found. */
type Counted = Omit<EdgeErrors, 'counts'> & {
  readonly names: Names;
  readonly dimensions: Readonly<Record<string, string>>;
};

/** What CloudFront counts of the edge code that is attached to this distribution, in one call; asked only where there is any. */
export async function readEdgeErrors(
  aws: Aws,
  distribution: Distribution,
  stretch: Stretch,
  signal: AbortSignal,
): Promise<Observation<readonly EdgeErrors[]>> {
  const counted = countedOf(distribution);
  if (counted.length === 0) return notApplicable('no code is attached to a behavior');
  const source = { region: CLOUDFRONT_REGION, namespace: 'AWS/CloudFront', dimensions: {} };
  const measured = await readMetrics(aws, source, counted.flatMap(wantedOf), stretch, signal);
  return andThen(measured, async (value) => observed(toEdgeErrors(counted, value)));
}

function countedOf({ id, behaviors }: Distribution): Counted[] {
  const attached = behaviors.flatMap(({ edgeFunctions }) => edgeFunctions);
  const arnsOf = (wanted: EdgeFunction['kind']) => [
    ...new Set(attached.filter(({ kind }) => kind === wanted).map(({ arn }) => arn)),
  ];
  const lambdas = arnsOf('lambda-at-edge');
  const together = { kind: 'lambda-at-edge', arns: lambdas, of: 'distribution', names: LAMBDA_METRICS } as const;
  return [
    ...(lambdas.length > 0 ? [{ ...together, dimensions: { DistributionId: id, Region: 'Global' } }] : []),
    ...arnsOf('cloudfront-function')
      .slice(0, MAX_FUNCTIONS)
      .flatMap((arn) => twice(arn, id)),
  ];
}

/** A function's own count is asked for twice: of this distribution, and (where CloudFront keeps none) of wherever it is attached. */
function twice(arn: string, DistributionId: string): Counted[] {
  const everywhere = { FunctionName: arn.split(':function/').at(-1) ?? '', Region: 'Global' };
  const one = { kind: 'cloudfront-function', arns: [arn], names: FUNCTION_METRICS } as const;
  return [
    { ...one, of: 'distribution', dimensions: { DistributionId, ...everywhere } },
    { ...one, of: 'function', dimensions: everywhere },
  ];
}

const METRICS: readonly EdgeMetric[] = ['execution', 'validation', 'throttled'];

function wantedOf({ names, dimensions }: Counted, index: number): Wanted<string>[] {
  return METRICS.map((metric) => ({ as: keyOf(index, metric), name: names[metric], statistic: 'Sum', dimensions }));
}

function keyOf(index: number, metric: EdgeMetric): string {
  return `${index} ${metric}`;
}

/** One entry for what is counted; a function's count elsewhere only where there is none of this distribution. */
export function toEdgeErrors(
  counted: readonly Counted[],
  { from, periodSeconds, series }: Measured<string>,
): EdgeErrors[] {
  const all = counted.map(({ kind, arns, of }, index): EdgeErrors => {
    const seen = METRICS.flatMap((metric) => {
      const values = series[keyOf(index, metric)];
      return values ? [[metric, values] as const] : [];
    });
    return { kind, arns, of, counts: { from, periodSeconds, series: Object.fromEntries(seen) } };
  });
  const isCounted = ({ counts }: EdgeErrors) => Object.keys(counts.series).length > 0;
  const here = new Set(all.filter((one) => one.of === 'distribution' && isCounted(one)).map(({ arns }) => arns[0]));
  return all.filter((one) => isCounted(one) && (one.of === 'distribution' || !here.has(one.arns[0])));
}
