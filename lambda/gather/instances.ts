import type { Instance as Raw } from '@aws-sdk/client-ec2';
import type { Observation } from '../model/evidence.ts';
import type { Instance } from '../model/instance.ts';
import type { Absent } from './absent.ts';
import type { Aws } from './clients.ts';
import { isError, observe, observed, unavailable } from './observe.ts';

/** What is kept of EC2's words, and of the groups of one interface: there are 16 at most. */
const MAX_REASON = 255;
const MAX_GROUPS = 16;

/** EC2's codes for an id that it does not know in this Region and account. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const NOT_HERE = ['InvalidInstanceID.NotFound', 'InvalidInstanceID.Malformed'];

/** Instances of one account and Region, by their ids: one call, and never a listing. */
export async function readInstances(
  aws: Aws,
  region: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Observation<readonly Instance[] | Absent>> {
  return observe<readonly Instance[] | Absent>('ec2:DescribeInstances', async () => {
    const { sdk, client } = await aws.ec2(region);
    try {
      const command = new sdk.DescribeInstancesCommand({ InstanceIds: [...ids] });
      const { Reservations = [] } = await client.send(command, { abortSignal: signal });
      const found = Reservations.flatMap(({ OwnerId = '', Instances = [] }) =>
        Instances.flatMap((raw) => toInstance(raw, region, OwnerId) ?? []),
      );
      return found.length > 0
        ? observed(found)
        : unavailable(`ec2:DescribeInstances described none of ${ids.join(', ')}`);
    } catch (error) {
      if (isError(error, ...NOT_HERE)) return observed({ absent: `there is no instance ${ids[0]} in ${region}` });
      throw error;
    }
  });
}

/** Undefined for a description without id or state. */
export function toInstance(raw: Raw, region: string, accountId: string): Instance | undefined {
  const { InstanceId: id, State, StateReason, StateTransitionReason, SecurityGroups, VpcId: vpcId } = raw;
  if (!id || !State?.Name) return undefined;
  const reason = (StateTransitionReason || StateReason?.Message || '').slice(0, MAX_REASON);
  const since = momentIn(reason);
  return {
    id,
    region,
    accountId,
    state: State.Name,
    ...(reason && { reason }),
    ...(since && { since }),
    securityGroupIds: (SecurityGroups ?? []).flatMap(({ GroupId }) => GroupId ?? []).slice(0, MAX_GROUPS),
    ...(vpcId && { vpcId }),
  };
}

/** `User initiated (2026-11-20 10:01:02 GMT)`: as EC2 writes it; another wording tells no moment. */
function momentIn(reason: string): string | undefined {
  const [, day, time] = /\((\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) GMT\)$/.exec(reason) ?? [];
  const at = new Date(`${day}T${time}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
