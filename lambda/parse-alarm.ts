import type { Reading } from './alarm-event/alarm-of.ts';
import { isCanary } from './alarm-event/canary.ts';
import { lookKey, readLookAgain } from './alarm-event/look-again.ts';
import { isObject, readAlarm, readText } from './alarm-event/read-alarm.ts';
import { whatCame } from './alarm-event/what-came.ts';
import type { Alarm } from './model/alarm.ts';
import type { LookAgain } from './model/look-again.ts';

/** What one message held. `problem`: it held no alarm that could be read; what came and what was wanted. */
export type ParsedRecord = {
  /** Of the SQS message. */
  readonly messageId?: string;
  readonly alarms: readonly Alarm[];
  /** The function's message to itself. */
  readonly look?: LookAgain;
  /** The daily sample. */
  readonly canary?: true;
  readonly problem?: string;
};

/** Every message of one event, in its order. */
export type ParsedEvent = {
  readonly kind: 'batch';
  readonly source: 'sqs' | 'sns' | 'direct' | 'eventbridge';
  readonly records: readonly ParsedRecord[];
};

const WANTED = [
  'EventBridge: {"detail-type": "CloudWatch Alarm State Change" or "CloudWatch Alarm Contributor State Change", "detail": {"alarmName", "state", "configuration"}}',
  'a Lambda alarm action: {"alarmArn", "alarmData": {"alarmName", "state", "configuration"}}',
  'SNS: {"Records": [{"Sns": {"Message"}}]}, its message {"AlarmName", "NewStateValue", "StateChangeTime", "Trigger" or "AlarmRule"}',
  'SQS: {"Records": [{"messageId", "body"}]}, its body any of these',
] as const;

/** The event is no CloudWatch alarm in any of the shapes that one comes in: says what came, what was wanted, how to test. */
export class UnrecognisedEvent extends Error {
  override readonly name = 'UnrecognisedEvent';

  constructor(event: unknown, problem?: string) {
    const lines = [
      `this event is no CloudWatch alarm: got ${whatCame(event)}${problem ? ` (${problem})` : ''}`,
      'wanted one of:',
      ...WANTED.map((shape) => `- ${shape}`),
      'to test with an alarm of your own: aws cloudwatch set-alarm-state --alarm-name NAME --state-value ALARM --state-reason test --region us-east-1',
      'to test with a saved event: npm run diagnose -- event FILE',
    ];
    super(lines.join('\n'));
  }
}

/**
 * Reads every alarm out of an event, whatever door it came through. A poison message of a batch is told as its record's
 * `problem` and its neighbours live; throws `UnrecognisedEvent`, and nothing else, for an event that is no alarm at all.
 */
export function parseAlarms(event: unknown): ParsedEvent {
  const messages = isObject(event) && Array.isArray(event.Records) ? event.Records : [];
  if (messages.some(isQueued)) return { kind: 'batch', source: 'sqs', records: messages.map(queued) };
  if (messages.some(isPublished)) return { kind: 'batch', source: 'sns', records: messages.map(published) };
  const reading = readAlarm(event);
  if ('problem' in reading) throw new UnrecognisedEvent(event, reading.problem);
  return { kind: 'batch', source: sourceOf(event), records: [{ alarms: [reading.alarm] }] };
}

function isQueued(message: unknown): boolean {
  return isObject(message) && typeof message.body === 'string';
}

function isPublished(message: unknown): boolean {
  return isObject(message) && isObject(message.Sns);
}

function queued(message: unknown): ParsedRecord {
  if (!isObject(message)) return record({ problem: `it is ${whatCame(message)}` });
  const { messageId, body } = message;
  const from = typeof messageId === 'string' ? messageId.slice(0, 100) : undefined;
  if (typeof body !== 'string') return record({ problem: `its body is ${whatCame(body)}` }, from);
  const look = readLookAgain(body);
  if (look) return { ...(from !== undefined && { messageId: from }), alarms: [], look };
  if (isCanary(body)) return { ...(from !== undefined && { messageId: from }), alarms: [], canary: true };
  return record(readText(body), from);
}

function published(message: unknown): ParsedRecord {
  return record(isObject(message) ? readAlarm(message.Sns) : { problem: `it is ${whatCame(message)}` });
}

function record(reading: Reading, messageId?: string): ParsedRecord {
  const from = messageId === undefined ? {} : { messageId };
  if ('alarm' in reading) return { ...from, alarms: [reading.alarm] };
  return {
    ...from,
    alarms: [],
    problem: `this message holds no CloudWatch alarm: ${reading.problem}; wanted ${WANTED.join('; ')}`,
  };
}

function sourceOf(event: unknown): ParsedEvent['source'] {
  if (!isObject(event)) return 'direct';
  if ('AlarmName' in event || 'Message' in event) return 'sns';
  return 'alarmData' in event ? 'direct' : 'eventbridge';
}

/** What makes two messages one transition: the alarm, the moment, and the time series where one alone changed state. */
export function transitionKey({ arn, name, changedAt, contributorId }: Alarm): string {
  return JSON.stringify([arn ?? name, changedAt, contributorId ?? null]);
}

/** The name of the daily sample among what is asked for. */
export const CANARY = 'canary';

/** The names of everything that one message asks for. */
export function keysOf({ alarms, look, canary }: ParsedRecord): string[] {
  return [...alarms.map(transitionKey), ...(look ? [lookKey(look)] : []), ...(canary ? [CANARY] : [])];
}

/** Each transition once, in order of first sight. Two that say different distributions are one about all of them. */
export function mergeTransitions(alarms: readonly Alarm[]): Alarm[] {
  const merged = new Map<string, Alarm>();
  for (const alarm of alarms) {
    const key = transitionKey(alarm);
    const known = merged.get(key);
    merged.set(key, known ? mergedWith(known, alarm) : alarm);
  }
  return [...merged.values()];
}

/** What came by an action of the alarm is not muted, whatever EventBridge says of the same transition. */
function mergedWith(known: Alarm, other: Alarm): Alarm {
  const { muted, ...loud } = fuller(known, other);
  return known.muted && other.muted ? { ...loud, muted } : loud;
}

/** An alarm that names distributions tells more than one that does not. */
function fuller(known: Alarm, other: Alarm): Alarm {
  if (other.subject.kind !== 'distributions') return known;
  if (known.subject.kind !== 'distributions') return other;
  const ids = [...new Set([...known.subject.ids, ...other.subject.ids])];
  const metrics = [...new Set([...known.metrics, ...other.metrics])];
  return { ...known, metrics, subject: { kind: 'distributions', ids } };
}
