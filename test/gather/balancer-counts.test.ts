import { describe, expect, test } from '@jest/globals';
import { readBalancerCounts } from '../../lambda/gather/balancer-counts.ts';
import type { LoadBalancer } from '../../lambda/model/load-balancer.ts';
import { loadBalancer } from '../evidence.ts';
import { denied, pretendAws } from './pretend-aws.ts';

const SIGNAL = new AbortController().signal;
const FROM = Date.parse('2026-11-23T03:00:00Z');
const STRETCH = { from: FROM, to: FROM + 2 * 60_000 };

/** What is asked of CloudWatch for such a load balancer: statistic, namespace and name of each metric, with the dimensions. */
async function asked(arn: string, type: LoadBalancer['type']) {
  const { aws, sent } = pretendAws({
    GetMetricData: () => ({ MetricDataResults: [{ Id: 'm1', Timestamps: [new Date(FROM)], Values: [830] }] }),
  });
  const seen = await readBalancerCounts(aws, loadBalancer({ arn, type }), STRETCH, SIGNAL);
  const queries = sent.flatMap(({ input }) => (Array.isArray(input.MetricDataQueries) ? input.MetricDataQueries : []));
  const names = queries.map(({ MetricStat: { Metric, Stat } }) => `${Stat} ${Metric.Namespace} ${Metric.MetricName}`);
  return { seen, names, calls: sent.length, dimensions: queries[0]?.MetricStat.Metric.Dimensions };
}

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer';

describe('what a load balancer counts', () => {
  test('is asked of an application load balancer in one call, named after the end of its ARN', async () => {
    const { seen, names, calls, dimensions } = await asked(`${ARN}/app/shop/50dc6c495c0c9188`, 'application');
    expect(calls).toBe(1);
    expect(names).toEqual([
      'Sum AWS/ApplicationELB RequestCount',
      'Sum AWS/ApplicationELB ClientTLSNegotiationErrorCount',
      'Sum AWS/ApplicationELB HTTPCode_ELB_5XX_Count',
      'Sum AWS/ApplicationELB HTTPCode_ELB_502_Count',
      'Sum AWS/ApplicationELB HTTPCode_ELB_503_Count',
      'Sum AWS/ApplicationELB HTTPCode_ELB_504_Count',
      'Sum AWS/ApplicationELB HTTPCode_Target_5XX_Count',
    ]);
    expect(dimensions).toEqual([{ Name: 'LoadBalancer', Value: 'app/shop/50dc6c495c0c9188' }]);
    expect(seen).toMatchObject({ value: { series: { tlsErrors: [830, null] } } });
  });

  test('has no codes where it is a network load balancer', async () => {
    const { names } = await asked(`${ARN}/net/shop/50dc6c495c0c9188`, 'network');
    expect(names).toEqual(['Sum AWS/NetworkELB NewFlowCount', 'Sum AWS/NetworkELB ClientTLSNegotiationErrorCount']);
  });

  test('is asked of a classic one by its name, in a namespace of its own', async () => {
    const { names, calls, dimensions } = await asked(`${ARN}/shop-classic`, 'classic');
    expect(calls).toBe(1);
    expect(names).toEqual([
      'Sum AWS/ELB RequestCount',
      'Sum AWS/ELB HTTPCode_ELB_5XX',
      'Sum AWS/ELB HTTPCode_Backend_5XX',
      'Sum AWS/ELB BackendConnectionErrors',
      'Sum AWS/ELB SpilloverCount',
    ]);
    expect(dimensions).toEqual([{ Name: 'LoadBalancerName', Value: 'shop-classic' }]);
  });

  test('is nothing of a gateway load balancer, and nothing is asked', async () => {
    const { seen, calls } = await asked(`${ARN}/gwy/shop/50dc6c495c0c9188`, 'gateway');
    expect([seen.status, calls]).toEqual(['not-applicable', 0]);
  });

  test('is a blind spot where it may not be asked', async () => {
    const { aws } = pretendAws({ GetMetricData: denied });
    const seen = await readBalancerCounts(aws, loadBalancer(), STRETCH, SIGNAL);
    expect(seen).toMatchObject({ status: 'unavailable', permission: 'cloudwatch:GetMetricData' });
  });
});
