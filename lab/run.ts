import { isDeepStrictEqual } from 'node:util';
import type { Diagnosis } from '../lambda/model/diagnosis.ts';
import type { Evidence } from '../lambda/model/evidence.ts';
import type { Account, Published } from './account/account.ts';
import type { TopicFixture } from './account/fixture/topic.ts';
import { startAccount } from './account/server.ts';
import { type Authority, makeAuthority } from './authority.ts';
import type { Bundle, Context } from './bundle.ts';
import { type Case, type Lab, NEXT_LOOK, type Staging, type Step } from './case.ts';
import { SCHEDULE, SHOP_ID, TABLE, TOPIC_ARN } from './estate.ts';
import { eventBridge, sqs } from './events.ts';
import { usualTraffic } from './traffic.ts';
import { type Circumstances, startWorld } from './world.ts';

/** The part of a message's JSON that is not the diagnosis. */
export type IncidentTold = {
  readonly id: string;
  readonly kind: string;
  readonly ending?: string;
  readonly distributions?: readonly string[];
  readonly first?: { readonly conclusion: string; readonly ruleId?: string; readonly certainty?: string };
};

/** One message as the topic's subscribers got it. */
export type Message = {
  readonly subject: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The publisher's words by protocol. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly diagnosis: Diagnosis;
  /** What the message says of the incident that it belongs to. */
  readonly incident: IncidentTold;
  /** Whether the saved evidence, read back from JSON, gives the identical diagnosis. */
  readonly replays: boolean;
};

/** One call to AWS, and which account was asked. */
export type Asked = {
  readonly operation: string;
  readonly region: string;
  readonly outcome: string;
  readonly accountId?: string;
};

/** What came of a case: plain JSON. */
export type Outcome = {
  /** In the order of the distributions' ids. */
  readonly messages: readonly Message[];
  readonly evidence: readonly Evidence[];
  readonly calls: readonly Asked[];
  /** The function's own lines about each alarm. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  /** What the handler returned to Lambda, the last time. */
  readonly returned: unknown;
  readonly tookMs: number;
};

/** A machine that is busy with other cases answers late. */
const MEMORY = { tableName: TABLE, schedule: SCHEDULE, answerMs: 30_000 };

/** The topic with a subscriber of every protocol that the product writes for. */
const TOPIC: TopicFixture = {
  arn: TOPIC_ARN,
  subscribers: [
    { protocol: 'email', endpoint: 'oncall@example.com' },
    { protocol: 'sqs', endpoint: 'arn:aws:sqs:us-east-1:111122223333:diagnoses' },
    { protocol: 'lambda', endpoint: 'arn:aws:lambda:us-east-1:111122223333:function:ticket' },
    { protocol: 'firehose', endpoint: 'arn:aws:firehose:us-east-1:111122223333:deliverystream/diagnoses' },
    { protocol: 'https', endpoint: 'https://global.sns-api.chatbot.amazonaws.com' },
  ],
};

let authority: Promise<Authority> | undefined;

/** Runs one case through the bundled handler, over real sockets and wire formats, and takes everything down again. */
export async function runCase(wanted: Case, bundle: Bundle): Promise<Outcome> {
  const now = new Date();
  authority ??= makeAuthority(now);
  const ca = await authority;
  const lab: Lab = { authority: ca, now: now.toISOString(), at: (days) => offset(now, days) };
  const staging = await wanted.build(lab);
  const account = await startAccount({
    topics: [TOPIC],
    tables: [TABLE],
    metrics: usualTraffic(lab.now),
    ...staging.account,
  });
  try {
    return await examine(staging, account, bundle, { now, trustAnchor: `${ca.root.pem}${ca.expiredRoot.pem}` });
  } finally {
    await account.close();
  }
}

function offset(now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString();
}

/** The event that most cases begin with: the product's own path, EventBridge into SQS. */
function usualEvent(now: Date): unknown {
  return sqs([eventBridge({ distributionId: SHOP_ID, at: offset(now, -1 / 1440) })]);
}

async function examine(
  staging: Staging,
  account: Account,
  bundle: Bundle,
  { now, trustAnchor }: { now: Date; trustAnchor: string },
): Promise<Outcome> {
  const evidence: Evidence[] = [];
  const log: Readonly<Record<string, unknown>>[] = [];
  const told = {
    onEvidence: (one: Evidence) => evidence.push(one),
    log: (entry: (typeof log)[number]) => log.push(entry),
  };
  const first: Step = { afterMinutes: 0, event: staging.event ?? usualEvent(now) };
  let returned: unknown;
  let tookMs = 0;
  for (const { afterMinutes, event, ...changed } of [first, ...(staging.steps ?? [])]) {
    const then = new Date(now.getTime() + afterMinutes * 60_000);
    const circumstances = { endpoint: account.endpoint, trustAnchor, now: then, memory: MEMORY, ...told };
    const came = event === NEXT_LOOK ? sqs([account.schedules.at(-1)?.message]) : event;
    const [answer, ms] = await handle({ ...staging, ...changed }, circumstances, bundle, came);
    returned = answer;
    tookMs += ms;
  }
  const messages = account.published.map((published) => messageOf(published, evidence, bundle)).toSorted(byId);
  return { messages, evidence, calls: callsOf(account), log, returned, tookMs };
}

/** One event in one world: what the handler returned, and how long it took in milliseconds. */
async function handle(
  staging: Staging,
  circumstances: Circumstances,
  bundle: Bundle,
  event: unknown,
): Promise<readonly [unknown, number]> {
  const stage = await startWorld(staging, circumstances);
  try {
    const started = performance.now();
    const returned = await bundle.createHandler(stage.world)(event, context());
    return [returned, performance.now() - started];
  } finally {
    await stage.close();
  }
}

function callsOf({ calls }: Account): Outcome['calls'] {
  return calls.map(({ service, operation, region, outcome, accountId }) => ({
    operation: `${service}:${operation}`,
    region,
    outcome,
    ...(accountId && { accountId }),
  }));
}

function context(): Context {
  const end = Date.now() + 60_000;
  return { awsRequestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd', getRemainingTimeInMillis: () => end - Date.now() };
}

function byId(a: Message, b: Message): number {
  return idOf(a.diagnosis).localeCompare(idOf(b.diagnosis));
}

function idOf({ subject }: Diagnosis): string {
  return subject.kind === 'distribution' ? subject.id : subject.host;
}

function messageOf(published: Published, evidence: readonly Evidence[], bundle: Bundle): Message {
  const { deliveries, attributes, subject = '' } = published;
  const bodies = Object.fromEntries(deliveries.map(({ protocol, message }) => [protocol, message]));
  const { incident, ...diagnosis }: Diagnosis & Pick<Message, 'incident'> = JSON.parse(bodies.sqs ?? '{}');
  const { subject: about, examinedAt } = diagnosis;
  const saved = evidence.find((one) => one.examinedAt === examinedAt && isDeepStrictEqual(one.subject, about));
  return { subject, attributes, bodies, diagnosis, incident, replays: replays(diagnosis, saved, bundle) };
}

/** The seam between looking and thinking holds: evidence written to JSON and read back gives the identical diagnosis. */
function replays(diagnosis: Diagnosis, saved: Evidence | undefined, { diagnoseEvidence }: Bundle): boolean {
  if (!saved) return false;
  const again = diagnoseEvidence(JSON.parse(JSON.stringify(saved)));
  return isDeepStrictEqual(JSON.parse(JSON.stringify(again)), diagnosis);
}
