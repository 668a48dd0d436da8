import type { Fault } from './account/fixture.ts';
import { breachesOf, type Faults } from './broken-calls.ts';
import type { Bundle } from './bundle.ts';
import type { Case, Lab, Staging, Step } from './case.ts';
import { loadCase } from './cases.ts';
import { SCHEDULE, SHOP_ID, TABLE } from './estate.ts';
import { eventBridge, sqs } from './events.ts';
import { type Outcome, runCase } from './run.ts';

/** A case whose alarm comes again when SQS shows it again, and the case as it goes when nothing fails. */
export type Written = { readonly build: Case['build']; readonly sound: Outcome };

/** Calls of one message that is not delivered: what is refused for good is tried once. */
const TRIES: Readonly<Record<Fault['kind'], number>> = { deny: 1, throttle: 12, fail: 4, garbage: 1, hang: 4 };

/** When a message that failed is seen again, and its lease is over. */
const AGAIN_MINUTES = 6;

/** So that silence ends soon. */
const MEMORY = { tableName: TABLE, schedule: SCHEDULE, answerMs: 400 };
const LIMITS = { evidenceMs: 5_000 };

/** Makes a case of the lab one that is delivered twice. */
export async function written(id: string, bundle: Bundle): Promise<Written> {
  const { build: plain } = await loadCase(id);
  const build = async (lab: Lab): Promise<Staging> => {
    const staging = await plain(lab);
    const at = new Date(Date.parse(lab.now) - 60_000).toISOString();
    const event = sqs([eventBridge({ distributionId: SHOP_ID, at })]);
    const again: Step = { afterMinutes: AGAIN_MINUTES, event };
    return { ...staging, event, steps: [again] };
  };
  return { build, sound: await run(build, [], bundle) };
}

function run(build: Case['build'], faults: readonly Fault[], bundle: Bundle): Promise<Outcome> {
  const silent = faults.filter(({ kind }) => kind === 'hang').map(({ operation }) => operation);
  const broken: Case['build'] = async (lab) => {
    const staging = await build(lab);
    const account = { ...staging.account, faults };
    return {
      ...staging,
      account,
      ...(silent.length > 0 && { limits: LIMITS }),
      ...(silent.some(ofMemory) && { config: { memory: MEMORY } }),
    };
  };
  return runCase({ id: 'broken', story: '', expect: [], build: broken }, bundle);
}

const ofMemory = (operation: string) => operation.startsWith('dynamodb:');

/**
 * What is wrong where calls fail, the first of them one that writes; empty where people get the truth once, and twice only where it is
 * marked or where nothing can be remembered.
 */
export async function breakWrites(
  faults: Faults,
  { build, sound }: Written,
  bundle: Bundle,
): Promise<readonly string[]> {
  const armed = faults.map(({ operation, kind }) => ({
    operation,
    kind,
    ...(operation === 'sns:Publish' && { times: TRIES[kind] }),
  }));
  const outcome = await run(build, armed, bundle);
  return [...breachesOf(outcome, sound), ...repeats(outcome, faults), ...untold(outcome, faults)];
}

/** A second message of the same says so, or nothing could be remembered of the first. */
function repeats({ messages, returned }: Outcome, faults: Faults): string[] {
  const forgets = faults.some(({ operation }) => ofMemory(operation));
  const unmarked = messages.slice(1).filter(({ attributes }) => attributes.repeat !== 'possible');
  const failed = JSON.stringify(returned) !== '{"batchItemFailures":[]}';
  return [
    ...(unmarked.length > 0 && !forgets ? ['it was told twice, and not marked'] : []),
    ...(failed ? ['it failed the second time as well'] : []),
  ];
}

/** The loss is told: to people where it concerns them, else to the log. */
function untold({ messages, log }: Outcome, [first, second]: Faults): string[] {
  const says = (words: string) =>
    messages.some(({ bodies }) => (bodies.email ?? '').replace(/\s+/g, ' ').includes(words));
  switch (first?.operation) {
    case 'dynamodb:UpdateItem':
      return says('Nothing could be remembered of this message') ? [] : ['people are not told that it may come again'];
    case 'scheduler:CreateSchedule':
      // Without memory there is no incident that could be looked at again.
      return ofMemory(second?.operation ?? '') || log.some(({ outcome }) => outcome === 'not scheduled')
        ? []
        : ['the log does not say that nobody looks again'];
    default:
      return [];
  }
}

/** The daily canary with calls that fail: it lives without its list of subscriptions, and shows no sign of life without memory. */
export async function breakCanary(faults: Faults, bundle: Bundle): Promise<readonly string[]> {
  const build = (): Staging => ({ dns: {}, origins: [], account: {}, event: sqs([{ originResponder: 'canary' }]) });
  const { messages, returned, log } = await run(build, faults, bundle);
  const lives = log.some(({ outcome }) => outcome === 'alive');
  const mayLive = !faults.some(({ operation }) => operation === 'dynamodb:UpdateItem');
  const failed = JSON.stringify(returned) !== '{"batchItemFailures":[]}';
  return [
    ...(messages.length > 0 ? ['people are told of a canary'] : []),
    ...(lives === mayLive ? [] : [mayLive ? 'there is no sign of life' : 'it shows a sign of life without memory']),
    ...(failed === mayLive ? ['what failed does not come again, or the other way round'] : []),
  ];
}
