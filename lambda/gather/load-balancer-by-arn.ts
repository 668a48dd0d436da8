import type { Observation } from '../model/evidence.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { Aws } from './clients.ts';
import { toLoadBalancer } from './load-balancer.ts';
import { isError, observe, observed, unavailable } from './observe.ts';

/** The load balancer with this ARN, in the Region and from the account that the ARN names. */
export async function readLoadBalancer(aws: Aws, arn: string, signal: AbortSignal): Promise<Observation<LoadBalancer>> {
  const [, , , region = '', account = ''] = arn.split(':');
  return observe('elasticloadbalancing:DescribeLoadBalancers', async () => {
    const { sdk, client } = await aws.elb(region);
    const command = new sdk.DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] });
    try {
      const { LoadBalancers = [] } = await client.send(command, { abortSignal: signal });
      const found = LoadBalancers.map(toLoadBalancer).find((one) => one?.arn === arn);
      return found ? observed(found) : elsewhere(arn, account);
    } catch (error) {
      if (isError(error, ...NOT_HERE)) return elsewhere(arn, account);
      throw error;
    }
  });
}

/** An ARN of another account is no valid one here. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html */
const NOT_HERE = ['LoadBalancerNotFoundException', 'LoadBalancerNotFound', 'ValidationError'];

function elsewhere(arn: string, account: string): Observation<never> {
  return unavailable(
    `load balancer ${arn.split(':loadbalancer/')[1] ?? arn} is not in the account that was asked: its ARN names account ${account}, or it was deleted`,
  );
}
