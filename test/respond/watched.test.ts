import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { Account } from '../../lab/account/account.ts';
import type { AccountFixture } from '../../lab/account/fixture.ts';
import { startAccount } from '../../lab/account/server.ts';
import { SHOP_ID, shop, TABLE, TOPIC_ARN } from '../../lab/estate.ts';
import { eventBridge, sqs } from '../../lab/events.ts';
import type { World } from '../../lambda/model/world.ts';
import { createHandler } from '../../lambda/respond.ts';

const NOW = '2026-11-23T12:36:45.490Z';
const RANG = '2026-11-23T12:36:15.490Z';
const CANARY = { originResponder: 'canary' };

let account: Account | undefined;

afterEach(async () => {
  jest.restoreAllMocks();
  await account?.close();
});

type Line = Readonly<Record<string, unknown>>;

/** A handler over a pretend account, with what it logs and measures. */
async function handler(fixture: AccountFixture = {}, more: Partial<World> = {}) {
  const subscribers = [
    { protocol: 'email', endpoint: 'oncall@example.com', unconfirmed: true },
    { protocol: 'https', endpoint: 'https://secret.example/hook', unconfirmed: true },
    { protocol: 'email', endpoint: 'boss@example.com' },
  ] as const;
  account = await startAccount({
    distributions: [shop()],
    tables: [TABLE],
    topics: [{ arn: TOPIC_ARN, subscribers }],
    ...fixture,
  });
  const gone = async () => Promise.reject(Object.assign(new Error('gone'), { code: 'ENOTFOUND' }));
  const lines: Line[] = [];
  const measured: Line[] = [];
  const world: World = {
    now: () => new Date(NOW),
    resolver: { resolve4: gone, resolve6: gone, resolveCname: gone, resolveCaa: gone, reverse: gone, cancel: () => {} },
    dial: () => {
      throw new Error('nothing may be dialled');
    },
    trustAnchors: [],
    aws: { endpoint: account.endpoint, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'lab' } },
    allowPrivateAddresses: false,
    topicArn: TOPIC_ARN,
    memory: { tableName: TABLE },
    log: (line) => void lines.push(line),
    metrics: { functionName: 'responder', write: (line) => void measured.push(JSON.parse(line)) },
    ...more,
  };
  jest.spyOn(console, 'error').mockImplementation(() => {});
  const { calls, published } = account;
  return { respond: createHandler(world), lines, measured, published, calls };
}

describe('the daily canary', () => {
  test('goes the whole way, is told to nobody, and gives a sign of life', async () => {
    const { respond, lines, measured, published, calls } = await handler();
    expect(await respond(sqs([CANARY]))).toEqual({ batchItemFailures: [] });
    expect(published).toEqual([]);
    expect(measured).toMatchObject([{ Function: 'responder', Heartbeat: 1, UnconfirmedSubscriptions: 2 }]);
    expect(lines).toEqual([{ outcome: 'alive', unconfirmed: { count: 2, of: ['o…@example.com', 'https'] } }]);
    expect(calls.map(({ operation }) => operation)).toEqual(['UpdateItem', 'UpdateItem', 'ListSubscriptionsByTopic']);
  });

  test('forged as often as anybody likes, writes one item a day and tells nobody', async () => {
    const { respond, published, calls } = await handler();
    for (const _ of [1, 2, 3]) expect(await respond(sqs(Array(10).fill(CANARY)))).toEqual({ batchItemFailures: [] });
    const written = calls.filter(({ operation }) => operation === 'UpdateItem').map(({ parameters }) => parameters.Key);
    expect(new Set(written.map((key) => JSON.stringify(key))).size).toBe(1);
    expect(published).toEqual([]);
  });

  test.each([[{ ...CANARY, publish: true }], [{ originResponder: 'Canary' }], [[CANARY]]])(
    '%j is no canary',
    async (body) => {
      const { respond, measured } = await handler();
      expect((await respond(sqs([body]))).batchItemFailures).toHaveLength(1);
      expect(measured).toEqual([]);
    },
  );

  test('without memory there is no sign of life, and the message comes again', async () => {
    const { respond, measured } = await handler({ faults: [{ operation: 'dynamodb:*', kind: 'deny' }] });
    expect((await respond(sqs([CANARY]))).batchItemFailures).toHaveLength(1);
    expect(measured).toEqual([]);
  });

  test('lives on where subscriptions cannot be listed', async () => {
    const denied = { operation: 'sns:ListSubscriptionsByTopic', kind: 'deny' } as const;
    const { respond, lines, measured } = await handler({ faults: [denied] });
    expect(await respond(sqs([CANARY]))).toEqual({ batchItemFailures: [] });
    expect(measured).toMatchObject([{ Heartbeat: 1 }]);
    expect(measured[0]).not.toHaveProperty('UnconfirmedSubscriptions');
    expect(lines).toMatchObject([{ outcome: 'alive', unconfirmed: { unseen: expect.any(String) } }]);
  });
});

describe('what the responder measures of itself', () => {
  test('each diagnosis: time since the alarm, blind spots, calls to AWS, conclusion, certainty', async () => {
    const { respond, measured, calls } = await handler();
    await respond(sqs([eventBridge({ distributionId: SHOP_ID, at: RANG })]));
    const looking = calls.filter(({ service }) => service !== 'dynamodb' && service !== 'sns');
    expect(measured).toMatchObject([
      {
        SecondsFromAlarm: 30,
        AwsCalls: looking.length,
        BlindSpots: expect.any(Number),
        Diagnoses: 1,
        Conclusion: 'root-cause',
        Certainty: 'proven',
      },
    ]);
  });

  test('calls are counted for the alarm that made them', async () => {
    const others = ['E1AAAAAAAAAAAA', 'E2AAAAAAAAAAAA'];
    const distributions = [shop(), ...others.map((id) => shop({ id }))];
    const { respond, measured, calls } = await handler({ distributions });
    const events = distributions.map(({ id }) => eventBridge({ distributionId: id, at: RANG, alarmName: id }));
    await respond(sqs(events));
    const looking = calls.filter(({ service }) => service !== 'dynamodb' && service !== 'sns');
    const sum = measured.reduce((all, { AwsCalls }) => all + Number(AwsCalls), 0);
    expect(measured).toHaveLength(3);
    expect(sum).toBe(looking.length);
  });

  test('an alarm that comes from the future took no time', async () => {
    const { respond, measured } = await handler();
    await respond(sqs([eventBridge({ distributionId: SHOP_ID, at: '2026-11-23T13:00:00.000Z' })]));
    expect(measured).toMatchObject([{ SecondsFromAlarm: 0 }]);
  });
});

describe('where the responder itself fails, people get the alarm all the same', () => {
  const alarm = sqs([eventBridge({ distributionId: SHOP_ID, at: RANG })]);
  const gone = async () => Promise.reject(Object.assign(new Error('gone'), { code: 'ENOTFOUND' }));
  const broken: World['resolver'] = {
    resolve4: gone,
    resolve6: gone,
    resolveCname: gone,
    resolveCaa: gone,
    reverse: gone,
    cancel: () => {},
  };

  test('in looking', async () => {
    const { respond, measured, published } = await handler(
      {},
      {
        onEvidence: () => {
          throw new Error('a fault of our own');
        },
      },
    );
    expect(await respond(alarm)).toEqual({ batchItemFailures: [] });
    expect(published).toMatchObject([{ subject: expect.stringMatching(/^Not diagnosed: 5xx of distribution E/) }]);
    expect(published[0]?.deliveries[0]?.body).toContain('a fault of our own');
    expect(measured).toMatchObject([{ NotDiagnosed: 1 }]);
  });

  test('by never coming to an end', async () => {
    const endless = () => new Promise<never>(() => {});
    const { respond, measured, published } = await handler({}, { resolver: { ...broken, resolve4: endless } });
    // 5 s of what is left are kept back, so that time is up at once.
    expect(await respond(alarm, { getRemainingTimeInMillis: () => 5_001 })).toEqual({ batchItemFailures: [] });
    expect(published).toHaveLength(1);
    expect(measured).toHaveLength(1);
  }, 30_000);

  test('and needs nothing of AWS but to publish', async () => {
    const down = ['cloudfront', 'cloudwatch', 'dynamodb', 'acm', 'elasticloadbalancing', 'ec2', 'route53', 'logs'];
    const faults = down.map((service) => ({ operation: `${service}:*`, kind: 'deny' }) as const);
    const { respond, published } = await handler(
      { faults },
      { onEvidence: (evidence) => void Object.assign(evidence, { origins: null }) },
    );
    expect(await respond(alarm)).toEqual({ batchItemFailures: [] });
    expect(published).toMatchObject([{ subject: expect.stringMatching(/^Not diagnosed/) }]);
  });
});

describe('it never feeds itself', () => {
  const about = (namespace: string, name: string) => {
    const event = eventBridge({ distributionId: SHOP_ID, at: RANG, alarmName: 'own' });
    const metric = { namespace, name, dimensions: { Function: 'responder' } };
    const configuration = {
      metrics: [{ id: 'm1', metricStat: { metric, period: 60, stat: 'Sum' }, returnData: true }],
    };
    return { ...event, detail: Object.assign({}, event.detail, { configuration }) };
  };

  test.each([
    ['AWS/SQS', 'ApproximateNumberOfMessagesVisible'],
    ['AWS/Lambda', 'Errors'],
    ['OriginResponder', 'Heartbeat'],
    ['OriginResponder', '5xxErrorRate'],
  ])('an alarm on %s %s is acknowledged and told to nobody', async (namespace, name) => {
    const { respond, lines, published } = await handler();
    expect(await respond(sqs([about(namespace, name)]))).toEqual({ batchItemFailures: [] });
    expect(published).toEqual([]);
    expect(lines).toMatchObject([{ outcome: 'acknowledged' }]);
  });

  test('what it has told itself, brought back by whatever subscribes to its topic, is told to nobody', async () => {
    const protocols = ['sqs', 'https'] as const;
    const subscribers = protocols.map((protocol) => ({ protocol, endpoint: 'x' }));
    const { respond, published } = await handler({ topics: [{ arn: TOPIC_ARN, subscribers }] });
    await respond(sqs([eventBridge({ distributionId: SHOP_ID, at: RANG })]));
    const [message] = published;
    for (const { body, message: bare } of message?.deliveries ?? []) {
      expect((await respond(sqs([body, bare]))).batchItemFailures).toHaveLength(2);
      await expect(respond(JSON.parse(body))).rejects.toThrow('this event is no CloudWatch alarm');
    }
    expect(published).toHaveLength(1);
  });
});
