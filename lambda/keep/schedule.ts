import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { LookAgain } from '../model/look-again.ts';
import type { AwsSettings, MemorySettings } from '../model/world.ts';
import { patience } from '../patience.ts';
import { keeping } from './keeping.ts';

/** The stack stands there, and its schedules with it. */
const REGION = 'us-east-1';

/** What is not scheduled is never looked at again. */
const ATTEMPTS = { failed: 4, throttled: 12 } as const;
const TRANSPORT = {
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
} as const;

/**
 * Has an incident looked at again at `at` (ISO 8601): a one-time schedule sends the request to the function's own queue and
 * is gone. One that is there already is as good. Throws what EventBridge Scheduler answers.
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export async function lookAt(
  request: LookAgain,
  at: string,
  { groupName, roleArn, queueArn }: NonNullable<MemorySettings['schedule']>,
  settings: AwsSettings,
): Promise<void> {
  const { sdk, client } = await schedulerOf(settings);
  const { incident, openedAt, comebacks, look } = request;
  const command = new sdk.CreateScheduleCommand({
    Name: `${incident}-${Date.parse(openedAt)}-${comebacks}-${look}`,
    GroupName: groupName,
    ScheduleExpression: `at(${at.slice(0, 19)})`,
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: { Arn: queueArn, RoleArn: roleArn, Input: JSON.stringify(request) },
  });
  try {
    await client.send(command);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ConflictException')) throw error;
  }
}

type Scheduler = { readonly sdk: typeof import('./scheduler.ts'); readonly client: SchedulerClient };

const keep = keeping<Scheduler>();

function schedulerOf(settings: AwsSettings): Promise<Scheduler> {
  return keep(settings, () => makeClient(settings));
}

async function makeClient(settings: AwsSettings): Promise<Scheduler> {
  const sdk = await import('./scheduler.ts');
  return {
    sdk,
    client: new sdk.SchedulerClient({
      ...settings,
      ...TRANSPORT,
      retryStrategy: patience(ATTEMPTS, Math.random),
      region: REGION,
    }),
  };
}
