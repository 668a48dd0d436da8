import type { TargetGroup as Description, TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Observation } from '../model/evidence.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { TargetGroup, Targets, Unfit } from '../model/target-health.ts';
import type { Aws } from './clients.ts';
import { isError, notApplicable, observe, observed } from './observe.ts';

/** Groups whose targets are looked at; each costs a call. */
const MAX_GROUPS = 4;
/** A load balancer has 100 target groups by default, and a page holds 400. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const PAGE_SIZE = 400;
/** Unfit targets kept of one group, and characters of what AWS says of one. */
const MAX_UNFIT = 10;
const MAX_WORDS = 200;

/** The target groups of a load balancer with the health of their targets, those of `forwardsTo` first. */
export async function readTargets(
  aws: Aws,
  { arn, region }: LoadBalancer,
  forwardsTo: readonly string[],
  answered: number | undefined,
  signal: AbortSignal,
): Promise<Observation<Targets>> {
  return observe('elasticloadbalancing:DescribeTargetGroups', async () => {
    const { sdk, client } = await aws.elb(region);
    const command = new sdk.DescribeTargetGroupsCommand({ LoadBalancerArn: arn, PageSize: PAGE_SIZE });
    const answer = await client.send(command, { abortSignal: signal }).catch(noneAttached);
    if (!answer) return notApplicable('the load balancer has no target group');
    const { TargetGroups, NextMarker } = answer;
    const all = (TargetGroups ?? []).flatMap((one) => toTargetGroup(one, forwardsTo) ?? []);
    const ordered = all.toSorted((one, other) => Number(other.byDefault) - Number(one.byDefault));
    const asked = ordered.slice(0, MAX_GROUPS);
    const groups = await Promise.all(asked.map((group) => withHealth(aws, region, group, signal)));
    const isWhole = asked.length === ordered.length && !NextMarker;
    return observed({ groups, isWhole, ...(answered !== undefined && { answered }) });
  });
}

/** A load balancer without any target group is answered with an error. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroups.html */
function noneAttached(error: unknown): undefined {
  if (!isError(error, 'TargetGroupNotFoundException', 'TargetGroupNotFound')) throw error;
}

async function withHealth(aws: Aws, region: string, group: TargetGroup, signal: AbortSignal): Promise<TargetGroup> {
  const health = await observe('elasticloadbalancing:DescribeTargetHealth', async () => {
    const { sdk, client } = await aws.elb(region);
    const command = new sdk.DescribeTargetHealthCommand({ TargetGroupArn: group.arn });
    const { TargetHealthDescriptions } = await client.send(command, { abortSignal: signal });
    return observed(toHealth(TargetHealthDescriptions ?? []));
  });
  if (health.status === 'observed') return { ...group, ...health.value };
  const permission = health.status === 'unavailable' ? health.permission : undefined;
  return { ...group, unread: { reason: health.reason, ...(permission && { permission }) } };
}

/** A group before its targets are known; undefined for a description without an ARN. */
export function toTargetGroup(description: Description, forwardsTo: readonly string[]): TargetGroup | undefined {
  const { TargetGroupArn: arn, TargetGroupName: name, Protocol: protocol } = description;
  if (!arn) return undefined;
  return {
    arn,
    name: name ?? '',
    ...(protocol && { protocol }),
    byDefault: forwardsTo.includes(arn),
    healthCheck: healthCheckOf(description),
    states: {},
    unfit: [],
  };
}

function healthCheckOf(description: Description): string {
  const { HealthCheckProtocol, HealthCheckPort, HealthCheckPath, Matcher, HealthCheckEnabled } = description;
  if (HealthCheckEnabled === false) return 'none';
  const port = HealthCheckPort === 'traffic-port' ? "the target's port" : `port ${HealthCheckPort ?? 'unknown'}`;
  const expected = Matcher?.HttpCode ?? Matcher?.GrpcCode;
  return [
    `${HealthCheckProtocol ?? 'TCP'} on ${port}`,
    ...(HealthCheckPath ? [`path ${HealthCheckPath.slice(0, MAX_WORDS)}`] : []),
    ...(expected ? [`expecting ${expected}`] : []),
  ].join(', ');
}

/** Counts by state, and the targets that are not healthy. */
export function toHealth(descriptions: readonly TargetHealthDescription[]): Pick<TargetGroup, 'states' | 'unfit'> {
  const states: Record<string, number> = {};
  const unfit: Unfit[] = [];
  for (const { Target, TargetHealth } of descriptions) {
    const { State: state = 'unavailable', Reason: reason, Description: words } = TargetHealth ?? {};
    states[state] = (states[state] ?? 0) + 1;
    if (state === 'healthy' || unfit.length >= MAX_UNFIT) continue;
    unfit.push({
      id: (Target?.Id ?? '').slice(0, MAX_WORDS),
      ...(Target?.Port !== undefined && { port: Target.Port }),
      state,
      ...(reason && { reason }),
      ...(words && { description: words.slice(0, MAX_WORDS) }),
    });
  }
  return { states, unfit };
}
