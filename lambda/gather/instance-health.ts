import type { InstanceState } from '@aws-sdk/client-elastic-load-balancing';
import type { Observation } from '../model/evidence.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { TargetGroup, Targets, Unfit } from '../model/target-health.ts';
import type { Aws } from './clients.ts';
import { observe, observed } from './observe.ts';

/** Unfit instances that are kept, and characters of what AWS says of one. */
const MAX_UNFIT = 10;
const MAX_WORDS = 200;

/** The instances of a classic load balancer, in one call; `healthCheck`: its own check, for a sentence. */
export async function readInstanceHealth(
  aws: Aws,
  { arn, name, region }: LoadBalancer,
  healthCheck: string,
  answered: number | undefined,
  signal: AbortSignal,
): Promise<Observation<Targets>> {
  return observe('elasticloadbalancing:DescribeInstanceHealth', async () => {
    const { sdk, client } = await aws.classicElb(region);
    const command = new sdk.DescribeInstanceHealthCommand({ LoadBalancerName: name });
    const { InstanceStates } = await client.send(command, { abortSignal: signal });
    const group = { arn, name, of: 'instances' as const, byDefault: true, healthCheck };
    const groups = [{ ...group, ...toInstanceHealth(InstanceStates ?? []) }];
    return observed({ groups, isWhole: true, ...(answered !== undefined && { answered }) });
  });
}

/** `InService`, `OutOfService`, `Unknown`. https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_InstanceState.html */
const STATES: Readonly<Record<string, string>> = { InService: 'healthy', OutOfService: 'OutOfService' };

/** Counts by state, in the words of the newer API where both mean the same; one whose state AWS does not know is not held against it. */
export function toInstanceHealth(instances: readonly InstanceState[]): Pick<TargetGroup, 'states' | 'unfit'> {
  const states: Record<string, number> = {};
  const unfit: Unfit[] = [];
  for (const { InstanceId = '', State = '', Description } of instances) {
    const state = STATES[State] ?? 'unavailable';
    states[state] = (states[state] ?? 0) + 1;
    if (state === 'healthy' || unfit.length >= MAX_UNFIT) continue;
    const words = Description && Description !== 'N/A' ? { description: Description.slice(0, MAX_WORDS) } : {};
    unfit.push({ id: InstanceId.slice(0, MAX_WORDS), state, ...words });
  }
  return { states, unfit };
}
