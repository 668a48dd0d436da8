import type { LogLineFixture } from './account/fixture/access-log.ts';
import type { MetricFixture } from './account/fixture/monitoring.ts';
import { ALB, REGION, SHOP_ID } from './estate.ts';

/** Minutes that a case's metrics go back. */
const MINUTES = 190;

/** What CloudFront counted of the lab's distribution, from the newest minute back. */
export type Counted = {
  /** Requests in a minute. Default: 1,200. */
  readonly requests?: number;
  /** How many minutes ago errors began. Default: 6. */
  readonly since?: number;
  /** How many minutes ago they ended. Default: they go on. */
  readonly until?: number;
  /** Percent while errors go on. Default: 61, as the lab's alarm says. */
  readonly percent?: number;
  /** Percent before and after. Default: 0.1. */
  readonly usual?: number;
  /** Each code's share of the errors; only where additional metrics are on. */
  readonly codes?: Readonly<Record<string, number>>;
};

/** The lab's distribution as CloudWatch counted it up to two minutes ago: metrics come late. */
export function usualTraffic(now: string, counted: Counted = {}): readonly MetricFixture[] {
  const { requests = 1_200, since = 6, until = 0, percent = 61, usual = 0.1, codes = {} } = counted;
  const rate = (minutesAgo: number) => (minutesAgo <= since && minutesAgo > until ? percent : usual);
  const metric = (name: string, measure: (minutesAgo: number) => number): MetricFixture => ({
    name,
    distributionId: SHOP_ID,
    values: minutes(now, measure),
  });
  return [
    metric('Requests', () => requests),
    metric('5xxErrorRate', rate),
    metric('4xxErrorRate', () => 1.5),
    ...Object.entries(codes).map(([code, share]) => metric(`${code}ErrorRate`, (ago) => rate(ago) * share)),
  ];
}

/** One value a minute, oldest first, up to two minutes ago. */
export function minutes(now: string, measure: (minutesAgo: number) => number): MetricFixture['values'] {
  const ago = Array.from({ length: MINUTES }, (_, index) => MINUTES + 1 - index);
  return ago.map((back) => ({ at: new Date(Date.parse(now) - back * 60_000).toISOString(), value: measure(back) }));
}

/** A metric of the lab's load balancer: so many a minute for the last minutes, and as many before. */
export type Risen = { readonly since: number; readonly count: number; readonly before?: number };

const OF_ALB = {
  namespace: 'AWS/ApplicationELB',
  dimensions: { LoadBalancer: ALB.arn.split(':loadbalancer/')[1] ?? '' },
};

/** What the lab's load balancer counted, by CloudWatch's own names; it reports no zeros. 500 requests a minute unless said otherwise. */
export function balancerTraffic(
  now: string,
  risen: Readonly<Record<string, Risen>>,
  of: Pick<MetricFixture, 'namespace' | 'dimensions'> = OF_ALB,
): readonly MetricFixture[] {
  const usual: Readonly<Record<string, Risen>> = { RequestCount: { since: 0, count: 0, before: 500 } };
  return counted(now, { ...usual, ...risen }, of);
}

/** The same of a network load balancer, which counts connections. */
export function networkTraffic(now: string, arn: string, risen: Readonly<Record<string, Risen>>) {
  const usual: Readonly<Record<string, Risen>> = { NewFlowCount: { since: 0, count: 0, before: 500 } };
  const dimensions = { LoadBalancer: arn.split(':loadbalancer/')[1] ?? '' };
  return counted(now, { ...usual, ...risen }, { namespace: 'AWS/NetworkELB', dimensions });
}

function counted(
  now: string,
  metrics: Readonly<Record<string, Risen>>,
  of: Pick<MetricFixture, 'namespace' | 'dimensions'>,
): readonly MetricFixture[] {
  return Object.entries(metrics).map(([name, { since, count, before = 0 }]) => ({
    name,
    ...of,
    region: REGION,
    values: minutes(now, (ago) => (ago <= since ? count : before)).filter(({ value }) => value > 0),
  }));
}

/** Requests that failed: so many of one host and path, spread over the last five minutes. */
export type Failed = { readonly host: string; readonly path: string; readonly count: number };

/** The same as CloudFront logs them, among as many good ones of `www.example.com`. */
export function failedLines(now: string, failed: readonly Failed[]): readonly LogLineFixture[] {
  const line = (index: number, fields: Readonly<Record<string, string>>): LogLineFixture => ({
    at: new Date(Date.parse(now) - (60 + (index % 300)) * 1000).toISOString(),
    fields: { 'cs-method': 'GET', 'cs-uri-query': 'q=secret', 'cs(Cookie)': 'session=secret', ...fields },
  });
  return failed.flatMap(({ host, path, count }) =>
    Array.from({ length: count }, (_, index) => [
      line(index, {
        'sc-status': '502',
        'x-edge-detailed-result-type': 'OriginConnectError',
        'x-host-header': host,
        'cs-uri-stem': path,
      }),
      line(index, { 'sc-status': '200', 'x-edge-detailed-result-type': 'Hit', 'x-host-header': 'www.example.com' }),
    ]).flat(),
  );
}
