import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';
import { rootCertificates } from 'node:tls';
import { lookKey } from './alarm-event/look-again.ts';
import { diagnose } from './diagnose.ts';
import { type Look, type Sources, sourcesOf, startLook } from './gather/sources.ts';
import type { Alarm } from './model/alarm.ts';
import type { Diagnosis } from './model/diagnosis.ts';
import type { Evidence } from './model/evidence.ts';
import type { MemorySettings, World } from './model/world.ts';
import { CANARY, mergeTransitions, type ParsedEvent, parseAlarms, transitionKey } from './parse-alarm.ts';
import { answerAlarm } from './respond/alarm.ts';
import { answer, type BatchAnswer } from './respond/answer.ts';
import { answerCanary } from './respond/canary.ts';
import { acknowledge } from './respond/log.ts';
import { answerLook } from './respond/look-again.ts';
import { mutesInForce } from './respond/mutes.ts';
import { answerOk } from './respond/quiet.ts';
import { rules } from './rules/index.ts';

/** What Lambda hands over beside the event; only the clock on it is used. */
export type LambdaContext = { getRemainingTimeInMillis?(): number };

export type Handler = (event: unknown, context?: LambdaContext) => Promise<BatchAnswer>;

/** Kept back from Lambda's own time limit, to judge and to publish what was seen. */
const RESERVE_MS = 5_000;

/** The function over a given world. The handler throws for an event that is no alarm at all; a poison SQS message only fails itself. */
export function createHandler(world: World): Handler {
  const sources = sourcesOf(world);
  sources.aws.cloudfront().catch(() => undefined);
  return async (event, context) => {
    const parsed = parseAlarms(event);
    const outcomes = await respondToAll(sources, parsed, deadline(context));
    return answer(parsed, outcomes);
  };
}

/** The second half alone: what `replay` and the lab run over saved evidence. */
export function diagnoseEvidence(evidence: Evidence): Diagnosis {
  return diagnose(evidence, rules);
}

/** Made while Lambda initialises, which is the time with a full CPU; elsewhere (tests, the lab) there is no topic and none is made. */
let ready = process.env.TOPIC_ARN ? createHandler(lambdaWorld(process.env)) : undefined;

/**
 * The Lambda entry point. Of its own, its environment holds `TOPIC_ARN`, `TABLE_NAME` where it shall remember what it has
 * told, `SCHEDULE_GROUP`, `SCHEDULE_ROLE_ARN` and `QUEUE_ARN` where it shall look again at what is open, `REGIONS` (with
 * commas) and `MEMBER_ROLES` (JSON) where any are configured, and `LOGS=on` where it may read access logs.
 */
export const handler: Handler = (event, context) => {
  ready ??= createHandler(lambdaWorld(process.env));
  return ready(event, context);
};

/** The real world, as the function sees it. Trust anchors are Mozilla's as Node ships them, whatever the environment adds. */
function lambdaWorld(environment: NodeJS.ProcessEnv): World {
  const { TOPIC_ARN, REGIONS, MEMBER_ROLES, LOGS } = environment;
  if (!TOPIC_ARN)
    throw new Error('TOPIC_ARN is not set: the function needs the ARN of the SNS topic that diagnoses go to');
  return {
    now: () => new Date(),
    resolver: new Resolver({ timeout: 2_000, tries: 2 }),
    dial: (host, port) => connect({ host, port }),
    trustAnchors: rootCertificates,
    aws: {},
    allowPrivateAddresses: false,
    ...(REGIONS && { regions: REGIONS.split(',') }),
    logs: LOGS === 'on',
    ...(MEMBER_ROLES && { memberRoles: JSON.parse(MEMBER_ROLES) }),
    topicArn: TOPIC_ARN,
    ...memoryOf(environment),
    ...metricsOf(environment),
  };
}

/** Not through the console, which Lambda wraps in JSON of its own: metrics are taken from lines that are nothing but theirs. */
function metricsOf({ AWS_LAMBDA_FUNCTION_NAME: functionName }: NodeJS.ProcessEnv): Pick<World, 'metrics'> {
  if (!functionName) return {};
  return { metrics: { functionName, write: (line) => void process.stdout.write(`${line}\n`) } };
}

function memoryOf(environment: NodeJS.ProcessEnv): { readonly memory?: MemorySettings } {
  const {
    TABLE_NAME: tableName,
    SCHEDULE_GROUP: groupName,
    SCHEDULE_ROLE_ARN: roleArn,
    QUEUE_ARN: queueArn,
  } = environment;
  if (!tableName) return {};
  const schedule = groupName && roleArn && queueArn ? { schedule: { groupName, roleArn, queueArn } } : {};
  return { memory: { tableName, ...schedule } };
}

function deadline(context?: LambdaContext): AbortSignal | undefined {
  const remaining = context?.getRemainingTimeInMillis?.();
  return remaining === undefined ? undefined : AbortSignal.timeout(Math.max(1, remaining - RESERVE_MS));
}

/** Each transition once, however many messages carry it, all side by side; the failure of one is told to each of its messages. */
async function respondToAll(
  sources: Sources,
  { records }: ParsedEvent,
  ending?: AbortSignal,
): Promise<Map<string, unknown>> {
  const alarms = mergeTransitions(records.flatMap((record) => record.alarms));
  const requests = new Map(records.flatMap(({ look }) => (look ? [[lookKey(look), look] as const] : [])));
  const failures = new Map<string, unknown>();
  const mutes = mutesInForce({ world: sources.world, ...(ending && { ending }) });
  const look = () => ({ ...startLook(sources, ending), mutes });
  const note = (key: string, responding: Promise<void>) =>
    responding.catch((error: unknown) => void failures.set(key, error));
  const each = alarms.map((alarm) => {
    const others = alarms.filter((other) => other !== alarm && other.arn === alarm.arn);
    return note(transitionKey(alarm), respondTo(look(), alarm, others));
  });
  const again = [...requests].map(([key, request]) => note(key, answerLook(look(), request)));
  const canary = records.some((record) => record.canary) ? [note(CANARY, answerCanary(look()))] : [];
  await Promise.all([...each, ...again, ...canary]);
  return failures;
}

/** Data that is missing is neither a fault nor its end. */
async function respondTo(look: Look, alarm: Alarm, others: readonly Alarm[]): Promise<void> {
  switch (alarm.state) {
    case 'ALARM':
      return answerAlarm(look, alarm, others);
    case 'OK':
      return answerOk(look, alarm);
    case 'INSUFFICIENT_DATA':
      return acknowledge(look, alarm, 'the alarm went to INSUFFICIENT_DATA');
  }
}
