import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { Account } from '../lab/account/account.ts';
import type { AccountFixture } from '../lab/account/fixture.ts';
import { startAccount } from '../lab/account/server.ts';
import { SHOP_ID, shop, TABLE, TOPIC_ARN } from '../lab/estate.ts';
import { arnOf, composite, eventBridge, sqs } from '../lab/events.ts';
import { claim } from '../lambda/keep/once.ts';
import type { World } from '../lambda/model/world.ts';
import { createHandler } from '../lambda/respond.ts';

const AT = '2026-11-23T12:36:15.490Z';
const ARN = arnOf({ distributionId: SHOP_ID, at: AT });

let account: Account | undefined;

afterEach(async () => {
  jest.restoreAllMocks();
  await account?.close();
});

type Line = Readonly<Record<string, unknown>>;

/** A handler over a pretend account whose distribution has an origin that does not exist; what it logs lands in `lines`. */
async function handler(more: Partial<World> = {}, fixture: AccountFixture = {}) {
  account = await startAccount({
    distributions: [shop()],
    tables: [TABLE],
    topics: [{ arn: TOPIC_ARN, subscribers: [{ protocol: 'email', endpoint: 'oncall@example.com' }] }],
    ...fixture,
  });
  const gone = async () => Promise.reject(Object.assign(new Error('gone'), { code: 'ENOTFOUND' }));
  const lines: Line[] = [];
  const world: World = {
    now: () => new Date(AT),
    resolver: { resolve4: gone, resolve6: gone, resolveCname: gone, resolveCaa: gone, reverse: gone, cancel: () => {} },
    dial: () => {
      throw new Error('nothing may be dialled');
    },
    trustAnchors: [],
    aws: { endpoint: account.endpoint, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'lab' } },
    allowPrivateAddresses: false,
    topicArn: TOPIC_ARN,
    log: (line) => void lines.push(line),
    ...more,
  };
  jest.spyOn(console, 'error').mockImplementation(() => {});
  return { world, respond: createHandler(world), lines, published: () => account?.published ?? [] };
}

const alarm = (at = AT) => eventBridge({ distributionId: SHOP_ID, at });

/** The SDK backs off for seconds where it is throttled. */
const PATIENCE_MS = 40_000;

const memory = { tableName: TABLE };

describe('with a memory', () => {
  test('what came again is acknowledged, and said nothing about', async () => {
    const { respond, lines, published } = await handler({ memory });
    await respond(sqs([alarm()]));
    expect(await respond(sqs([alarm()]))).toEqual({ batchItemFailures: [] });
    expect(published()).toHaveLength(1);
    expect(lines.map(({ outcome }) => outcome)).toEqual(['published', 'acknowledged']);
  });

  test('of many handlers that get the same alarm at once, one tells it; the others want it again', async () => {
    const { world, published } = await handler({ memory });
    const event = sqs([alarm()]);
    const answers = await Promise.all(Array.from({ length: 20 }, () => createHandler(world)(event)));
    expect(published()).toHaveLength(1);
    const again = answers.filter(({ batchItemFailures }) => batchItemFailures.length === 1);
    expect(again).toHaveLength(19);
    expect(await createHandler(world)(event)).toEqual({ batchItemFailures: [] });
    expect(published()).toHaveLength(1);
  });

  /** What a handler leaves behind that claimed the alarm so long ago, and died. */
  async function deadHandler(world: World, agoMs: number): Promise<void> {
    const table = { name: TABLE, settings: world.aws };
    const key = `${JSON.stringify([ARN, AT, null])} ${SHOP_ID}`;
    await claim(table, { key, holder: 'dead' }, { now: Date.parse(AT) - agoMs, leaseMs: 65_000, stage: 'claimed' });
  }

  test('a message that waits for another handler fails alone', async () => {
    const { world, respond, published } = await handler({ memory });
    const event = sqs([alarm(), alarm('2026-11-23T12:50:00.000Z')]);
    await deadHandler(world, 60_000);
    expect(await respond(event)).toEqual({ batchItemFailures: [{ itemIdentifier: event.Records[0]?.messageId }] });
    expect(published()).toHaveLength(1);
  });

  test('who died before people were told is followed by another who tells it, once its lease is over', async () => {
    const { world, respond, published } = await handler({ memory });
    await deadHandler(world, 66_000);
    await respond(sqs([alarm()]));
    expect(published()[0]?.subject).not.toContain('repeat');
    expect(published()[0]?.attributes.repeat).toBeUndefined();
  });

  test.each(['deny', 'throttle', 'fail', 'garbage', 'hang'] as const)(
    'where it answers "%s", people are told all the same, and that it may come again',
    async (kind) => {
      // Waiting for memory takes longer than looking may: it is no part of it.
      const slow = { memory: { ...memory, answerMs: 2_000 }, limits: { evidenceMs: 3_500 } };
      const { respond, published } = await handler(slow, { faults: [{ operation: 'dynamodb:*', kind }] });
      expect(await respond(sqs([alarm()]))).toEqual({ batchItemFailures: [] });
      expect(published().map(({ attributes }) => attributes.ruleId)).toEqual(['origin-name-unresolvable']);
      expect(published()[0]?.deliveries[0]?.body.replace(/\s+/g, ' ')).toContain('Nothing could be remembered');
    },
    PATIENCE_MS,
  );
});

describe('one batch', () => {
  test('an alarm becomes a message, and its log line says which', async () => {
    const { respond, lines, published } = await handler();
    expect(await respond(sqs([alarm()]))).toEqual({ batchItemFailures: [] });
    expect(published().map(({ attributes }) => attributes.ruleId)).toEqual(['origin-name-unresolvable']);
    expect(lines).toMatchObject([
      { outcome: 'published', ruleId: 'origin-name-unresolvable', distributionId: SHOP_ID },
    ]);
  });

  test('the same transition twice is told once, another moment is another transition', async () => {
    const { respond, published } = await handler();
    await respond(sqs([alarm(), alarm(), alarm('2026-11-23T12:50:00.000Z')]));
    expect(published()).toHaveLength(2);
  });

  test('a poison message comes again alone; its neighbour is told', async () => {
    const { respond, published } = await handler();
    const event = sqs([{ nonsense: true }, alarm()]);
    const { batchItemFailures } = await respond(event);
    expect(batchItemFailures).toEqual([{ itemIdentifier: event.Records[0]?.messageId }]);
    expect(published()).toHaveLength(1);
  });

  test('a message that could not be published comes again', async () => {
    const { respond } = await handler({}, { faults: [{ operation: 'sns:Publish', kind: 'deny' }] });
    const event = sqs([alarm()]);
    const { batchItemFailures } = await respond(event);
    expect(batchItemFailures).toEqual([{ itemIdentifier: event.Records[0]?.messageId }]);
  });

  test('without a queue to give it back to, a failure is thrown for Lambda to try again', async () => {
    const { respond } = await handler({}, { faults: [{ operation: 'sns:Publish', kind: 'deny' }] });
    await expect(respond(alarm())).rejects.toThrow();
    await expect(respond({ hello: 'world' })).rejects.toThrow('this event is no CloudWatch alarm');
  });

  test('a fault of our own does not swallow the alarm', async () => {
    const { respond, published } = await handler({
      onEvidence: (evidence) => void Object.assign(evidence, { origins: null }),
    });
    expect(await respond(sqs([alarm()]))).toEqual({ batchItemFailures: [] });
    expect(published()[0]?.subject).toMatch(/^Not diagnosed: 5xx of distribution/);
    expect(published()[0]?.deliveries[0]?.body).toContain('Nothing is ruled out');
  });

  test('an alarm whose distribution cannot be found out is told with the missing permission', async () => {
    const { respond, published } = await handler(
      {},
      { faults: [{ operation: 'cloudwatch:DescribeAlarms', kind: 'deny' }] },
    );
    await respond(sqs([composite({ distributionId: SHOP_ID, at: AT, alarmName: 'all' }, ['cf-5xx'])]));
    expect(published()[0]?.deliveries[0]?.body).toContain('cloudwatch:DescribeAlarms');
  });
});
