import type { Observation } from '../model/evidence.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { BalancerCounts, BalancerMetric } from '../model/traffic.ts';
import type { Aws } from './clients.ts';
import { readMetrics, type Stretch, type Wanted } from './metrics.ts';
import { notApplicable } from './observe.ts';

type Family = {
  readonly namespace: string;
  /** The dimension that singles one out. */
  readonly dimension: string;
  readonly metrics: readonly Wanted<BalancerMetric>[];
};

function sum(as: BalancerMetric, name: string): Wanted<BalancerMetric> {
  return { as, name, statistic: 'Sum' };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
const APPLICATION: Family = {
  namespace: 'AWS/ApplicationELB',
  dimension: 'LoadBalancer',
  metrics: [
    sum('requests', 'RequestCount'),
    sum('tlsErrors', 'ClientTLSNegotiationErrorCount'),
    sum('own5xx', 'HTTPCode_ELB_5XX_Count'),
    sum('own502', 'HTTPCode_ELB_502_Count'),
    sum('own503', 'HTTPCode_ELB_503_Count'),
    sum('own504', 'HTTPCode_ELB_504_Count'),
    sum('targets5xx', 'HTTPCode_Target_5XX_Count'),
  ],
};

/** Below HTTP: no codes. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html */
const NETWORK: Family = {
  namespace: 'AWS/NetworkELB',
  dimension: 'LoadBalancer',
  metrics: [sum('requests', 'NewFlowCount'), sum('tlsErrors', 'ClientTLSNegotiationErrorCount')],
};

/** No handshakes, and no single codes. https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-cloudwatch-metrics.html */
const CLASSIC: Family = {
  namespace: 'AWS/ELB',
  dimension: 'LoadBalancerName',
  metrics: [
    sum('requests', 'RequestCount'),
    sum('own5xx', 'HTTPCode_ELB_5XX'),
    sum('targets5xx', 'HTTPCode_Backend_5XX'),
    sum('connectErrors', 'BackendConnectionErrors'),
    sum('spillover', 'SpilloverCount'),
  ],
};

const FAMILIES: Readonly<Record<string, Family>> = { application: APPLICATION, network: NETWORK, classic: CLASSIC };

/** Longest wait for one load balancer's metrics: they explain and seldom decide. */
const WAIT_MS = 3_000;

/** What a load balancer counted, in one call in its own Region. Its metrics are named after the end of its ARN: of a classic one, that is its name. */
export async function readBalancerCounts(
  aws: Aws,
  { arn, region, type }: LoadBalancer,
  stretch: Stretch,
  signal: AbortSignal,
): Promise<Observation<BalancerCounts>> {
  const family = FAMILIES[type];
  const [, name] = arn.split(':loadbalancer/');
  if (!family || !name) return notApplicable(`a load balancer of type ${type} counts neither handshakes nor answers`);
  const source = { region, namespace: family.namespace, dimensions: { [family.dimension]: name } };
  return readMetrics(aws, source, family.metrics, stretch, AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)]));
}
