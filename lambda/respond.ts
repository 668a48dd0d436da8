import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';
import { rootCertificates } from 'node:tls';
import { diagnose } from './diagnose.ts';
import { gatherAlarm } from './gather/evidence.ts';
import { type Look, type Sources, sourcesOf, startLook } from './gather/sources.ts';
import { publish } from './keep/publish.ts';
import type { Alarm } from './model/alarm.ts';
import type { Diagnosis } from './model/diagnosis.ts';
import type { Evidence } from './model/evidence.ts';
import type { News } from './model/news.ts';
import type { Report } from './model/report.ts';
import type { World } from './model/world.ts';
import { mergeTransitions, type ParsedEvent, parseAlarms, transitionKey } from './parse-alarm.ts';
import { fallback } from './report/fallback.ts';
import { report } from './report/report.ts';
import { answer, type BatchAnswer } from './respond/answer.ts';
import { Memory, Waiting } from './respond/memory.ts';
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
 * told, `REGIONS` (with commas) and `MEMBER_ROLES` (JSON) where any are configured, and `LOGS=on` where it may read access logs.
 */
export const handler: Handler = (event, context) => {
  ready ??= createHandler(lambdaWorld(process.env));
  return ready(event, context);
};

/** The real world, as the function sees it. Trust anchors are Mozilla's as Node ships them, whatever the environment adds. */
function lambdaWorld({ TOPIC_ARN, TABLE_NAME, REGIONS, MEMBER_ROLES, LOGS }: NodeJS.ProcessEnv): World {
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
    ...(TABLE_NAME && { memory: { tableName: TABLE_NAME } }),
  };
}

function deadline(context?: LambdaContext): AbortSignal | undefined {
  const remaining = context?.getRemainingTimeInMillis?.();
  return remaining === undefined ? undefined : AbortSignal.timeout(Math.max(1, remaining - RESERVE_MS));
}

/** Each transition once, however many messages carry it, all side by side; the failure of one is told to each of its messages. */
async function respondToAll(
  sources: Sources,
  { records }: ParsedEvent,
  signal?: AbortSignal,
): Promise<Map<string, unknown>> {
  const alarms = mergeTransitions(records.flatMap((record) => record.alarms));
  const failures = new Map<string, unknown>();
  const respond = async (alarm: Alarm) => {
    const others = alarms.filter((other) => other !== alarm && other.arn === alarm.arn);
    const responding = respondTo(startLook(sources, signal), alarm, others);
    await responding.catch((error: unknown) => failures.set(transitionKey(alarm), error));
  };
  await Promise.all(alarms.map(respond));
  return failures;
}

async function respondTo(look: Look, alarm: Alarm, others: readonly Alarm[]): Promise<void> {
  if (alarm.state !== 'ALARM') return acknowledge(look, alarm, `the alarm went to ${alarm.state}`);
  const firing = others.filter(({ state }) => state === 'ALARM');
  const named = firing.flatMap(({ subject }) => (subject.kind === 'distributions' ? subject.ids : []));
  const why = await gatherAlarm(look, alarm, named, (id, gather) => once(look, alarm, id, gather));
  if (why !== undefined) acknowledge(look, alarm, why);
}

function acknowledge(look: Look, alarm: Alarm, why: string): void {
  log(look, alarm, { outcome: 'acknowledged', why });
}

/** A little over the handler's own time limit: whoever is still at it after that is no more. */
const LEASE_MS = 65_000;

/** One transition of one distribution, examined and told by one handler of many. */
async function once(look: Look, alarm: Alarm, id: string, gather: () => Promise<Evidence>): Promise<void> {
  const memory = new Memory(look.world);
  const key = `${transitionKey(alarm)} ${id}`;
  const claim = await memory.claim(key, { leaseMs: LEASE_MS, stage: 'claimed' });
  if (claim?.kind === 'told') return acknowledge(look, alarm, `${id} has been told already`);
  if (claim?.kind === 'taken') throw new Waiting(`another handler is at ${alarm.name}, ${id}`);
  const evidence = await gather();
  look.world.onEvidence?.(evidence);
  await memory.publishing(key);
  const told = wordsFor(evidence, { repeat: claim?.repeat, forgot: memory.forgot });
  await publish(told, { topicArn: look.world.topicArn, settings: look.world.aws });
  await memory.done(key);
  log(look, alarm, { outcome: 'published', ...told.attributes });
}

/** A fault of our own must not swallow the alarm: people get it with what is known. */
function wordsFor(evidence: Evidence, news: News): Report {
  try {
    return report(diagnose(evidence, rules), evidence, news);
  } catch (error) {
    console.error({ outcome: 'not diagnosed', error, evidence });
    return fallback(evidence, error, news);
  }
}

function log({ world }: Look, { name, arn, state, changedAt }: Alarm, entry: Readonly<Record<string, unknown>>): void {
  const line = { alarm: name, arn, state, changedAt, ...entry };
  if (world.log) world.log(line);
  else console.info(line);
}
