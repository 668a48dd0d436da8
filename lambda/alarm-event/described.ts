import * as v from 'valibot';
import type { AlarmSubject } from '../model/alarm.ts';
import { parsed } from './alarm-of.ts';
import { compositeSubject } from './composite.ts';
import { MAX_RULE, Name, perhaps, ReasonData, Trigger, text } from './schemas.ts';
import { type Watching, watched } from './watched.ts';

/** An alarm as `DescribeAlarms` tells it. */
export type Described = { readonly name: string; readonly inAlarm: boolean; readonly subject: AlarmSubject };

const Description = v.object({
  AlarmName: Name,
  StateValue: perhaps(v.string()),
  StateReasonData: perhaps(v.string()),
  AlarmRule: perhaps(text(MAX_RULE)),
  ScheduledQueryConfiguration: perhaps(v.object({ QueryString: text(MAX_RULE) })),
});

/**
 * Reads a `MetricAlarm`, `CompositeAlarm` or `LogAlarm` with the mapping that events go through; undefined where it has no name.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export function readDescription(value: unknown): Described | undefined {
  const description = v.safeParse(Description, value);
  if (!description.success) return undefined;
  const { AlarmName: name, StateValue, StateReasonData, AlarmRule, ScheduledQueryConfiguration } = description.output;
  const inAlarm = StateValue === 'ALARM';
  if (AlarmRule) {
    const data = v.safeParse(ReasonData, parsed(StateReasonData));
    const triggering = inAlarm && data.success ? data.output.triggeringAlarms : [];
    return { name, inAlarm, subject: compositeSubject(AlarmRule, triggering) };
  }
  const trigger = v.safeParse(Trigger, value);
  const watching: Watching = trigger.success ? trigger.output : { entries: [] };
  const query = ScheduledQueryConfiguration?.QueryString ?? watching.query;
  return { name, inAlarm, subject: watched({ ...watching, query }).subject };
}
