import { parsed, type Reading } from './alarm-of.ts';
import { readNotification } from './notification.ts';
import { readConfigurationChange, readStateChange } from './state-change.ts';
import { whatCame } from './what-came.ts';

/** SQS and SNS carry 1 MiB at most. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_TEXT = 1_048_576;

/** Envelopes inside envelopes: EventBridge → SNS → SQS is two. */
const MAX_DEPTH = 3;

const STATE_CHANGES: ReadonlySet<unknown> = new Set([
  'CloudWatch Alarm State Change',
  'CloudWatch Alarm Contributor State Change',
]);
const CONFIGURATION_CHANGE = 'CloudWatch Alarm Configuration Change';

/** Whether the value is an object that is no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads one alarm out of whatever carries it: an EventBridge event, a Lambda action, an SNS message or envelope, or its text. */
export function readAlarm(value: unknown, depth = 0): Reading {
  if (!isObject(value)) return stranger(value);
  if (Object.hasOwn(value, 'detail-type')) return readEvent(value);
  if (Object.hasOwn(value, 'alarmData')) {
    const { alarmArn: arn, accountId, region, time } = value;
    return readStateChange(value.alarmData, { arn, accountId, region, time });
  }
  if (Object.hasOwn(value, 'AlarmName')) return readNotification(value);
  if (Object.hasOwn(value, 'alarmName')) return readStateChange(value, {});
  if (typeof value.Message === 'string' && depth < MAX_DEPTH) return readText(value.Message, depth + 1);
  return stranger(value);
}

/** The same out of a JSON text. */
export function readText(text: string, depth = 0): Reading {
  if (text.length > MAX_TEXT) return { problem: `it is a text of ${text.length} characters` };
  const value = parsed(text);
  return value === undefined ? { problem: `it is ${whatCame(text)} that is no JSON` } : readAlarm(value, depth);
}

function readEvent(event: Readonly<Record<string, unknown>>): Reading {
  const { 'detail-type': type, detail, resources, account: accountId, region, time } = event;
  const arn = Array.isArray(resources) ? resources[0] : undefined;
  const envelope = { arn, accountId, region, time };
  if (STATE_CHANGES.has(type)) return readStateChange(detail, envelope);
  if (type === CONFIGURATION_CHANGE) return readConfigurationChange(detail, envelope);
  return { problem: 'it is an EventBridge event of another detail-type' };
}

function stranger(value: unknown): Reading {
  return { problem: `it is ${whatCame(value)}` };
}
