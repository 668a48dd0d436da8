import * as v from 'valibot';
import { alarmOf, missing, type Reading } from './alarm-of.ts';
import { compositeSubject } from './composite.ts';
import {
  AccountId,
  Arn,
  Attributes,
  listOf,
  MAX_REASON,
  MAX_RULE,
  Name,
  perhaps,
  State,
  Timestamp,
  Trigger,
  text,
} from './schemas.ts';
import { type Watched, watched } from './watched.ts';

const Child = v.union([
  Arn,
  v.pipe(
    v.object({ Arn }),
    v.transform((child) => child.Arn),
  ),
]);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
const Notification = v.object({
  AlarmName: Name,
  AlarmDescription: perhaps(text(MAX_REASON)),
  AWSAccountId: perhaps(AccountId),
  AlarmArn: perhaps(Arn),
  NewStateValue: State,
  NewStateReason: perhaps(text(MAX_REASON)),
  OldStateValue: perhaps(State),
  StateChangeTime: Timestamp,
  Region: perhaps(text(64)),
  Trigger: perhaps(Trigger),
  AlarmRule: perhaps(text(MAX_RULE)),
  TriggeringChildren: listOf(Child),
  AlarmContributorId: perhaps(text(MAX_REASON)),
  AlarmContributorAttributes: perhaps(Attributes),
});

/** An alarm as CloudWatch writes it to an SNS topic. `Region` is a long name there; the ARN has the code. */
export function readNotification(value: unknown): Reading {
  const message = v.safeParse(Notification, value);
  if (!message.success) return { problem: missing(message.issues) };
  const { output } = message;
  return alarmOf({
    name: output.AlarmName,
    arn: output.AlarmArn,
    accountId: output.AWSAccountId,
    region: output.Region,
    state: output.NewStateValue,
    previousState: output.OldStateValue,
    changedAt: output.StateChangeTime,
    reason: output.NewStateReason,
    description: output.AlarmDescription,
    contributorId: output.AlarmContributorId,
    watched: subjectOf(output),
  });
}

function subjectOf({
  AlarmRule,
  TriggeringChildren,
  Trigger: trigger,
  AlarmContributorAttributes: attributes,
}: v.InferOutput<typeof Notification>): Watched {
  if (AlarmRule) return { metrics: [], subject: compositeSubject(AlarmRule, TriggeringChildren) };
  return watched({ ...(trigger ?? { entries: [] }), attributes });
}
