import * as v from 'valibot';
import { AwsError } from '../errors.ts';
import { type Operation, operation, type Service } from '../service.ts';
import type { Answer } from '../wire/protocol.ts';
import { schedulerProtocol } from './protocol.ts';

const NAME = v.pipe(v.string(), v.regex(/^[0-9a-zA-Z-_.]{1,64}$/));
const ARN = v.pipe(v.string(), v.startsWith('arn:'));

/** CreateSchedule, for a schedule that runs once. https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
const createSchedule = operation({
  input: v.strictObject({
    Name: NAME,
    GroupName: v.optional(NAME, 'default'),
    ClientToken: v.optional(v.string()),
    ScheduleExpression: v.pipe(v.string(), v.regex(/^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/)),
    ScheduleExpressionTimezone: v.optional(v.string(), 'UTC'),
    FlexibleTimeWindow: v.strictObject({ Mode: v.literal('OFF') }),
    ActionAfterCompletion: v.optional(v.picklist(['NONE', 'DELETE']), 'NONE'),
    Target: v.strictObject({ Arn: ARN, RoleArn: ARN, Input: v.optional(v.pipe(v.string(), v.minLength(1))) }),
  }),
  resource: (input, context) => arnOf(input, context),
  answer: ({ Target, ...input }, context): Answer => {
    const { Name: name, GroupName: groupName, ScheduleExpression: expression, ActionAfterCompletion: after } = input;
    const arn = arnOf(input, context);
    if (context.schedules.some((one) => one.arn === arn)) {
      throw new AwsError(['ConflictException', 409], `Schedule ${name} already exists.`);
    }
    const { Arn: target, RoleArn: roleArn, Input: message = '' } = Target;
    const at = `${expression.slice(3, -1)}.000Z`;
    context.schedules.push({ arn, name, groupName, at, target, roleArn, message, deletesItself: after === 'DELETE' });
    return { value: { ScheduleArn: arn } };
  },
});

type Named = { readonly Name: string; readonly GroupName: string };
type Where = { readonly partition: string; readonly region: string; readonly accountId: string };

function arnOf({ Name, GroupName }: Named, { partition, region, accountId }: Where): string {
  return `arn:${partition}:scheduler:${region}:${accountId}:schedule/${GroupName}/${Name}`;
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([['CreateSchedule', createSchedule]]);

/** Amazon EventBridge Scheduler, API version 2021-06-30. */
export const SCHEDULER: Service = {
  scope: 'scheduler',
  name: 'scheduler',
  protocol: schedulerProtocol,
  operations: OPERATIONS,
};
