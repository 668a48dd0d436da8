import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { TABLE } from '../../lab/estate.ts';
import { claim } from '../../lambda/keep/once.ts';
import { createHandler } from '../../lambda/respond.ts';
import {
  BEGIN,
  batch,
  brokenWay,
  idOf,
  MINUTE,
  type Stage,
  startStage,
  textOf,
  transition,
  type Wanted,
} from './stage.ts';

const PATIENCE_MS = 120_000;

let stage: Stage;

const start = async (wanted?: Wanted) => {
  stage = await startStage(wanted);
};
const ring = (index: number, at = stage.now()) => stage.handle(batch(transition(index, at)));
const quiet = (index: number, at = stage.now()) => stage.handle(batch(transition(index, at, 'OK')));
const incidentOf = () => JSON.parse(stage.last()?.deliveries[1]?.message ?? '{}').incident;

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(async () => {
  jest.restoreAllMocks();
  await stage.close();
});

describe('alarms with one cause', () => {
  test('the first is told in full; others join, told when their number has doubled', async () => {
    await start({ count: 9 });
    for (let index = 0; index < 9; index += 1) await ring(index);
    expect(stage.kinds()).toEqual(['diagnosis', 'joined', 'joined', 'joined']);
    expect(stage.last()?.subject).toMatch(/^Now 8 distributions: /);
    expect(textOf(stage.last())).toContain(`on 8 distributions: ${idOf(0)}, ${idOf(1)}`);
    expect(incidentOf().distributions).toHaveLength(8);
    const ids = new Set(stage.account.published.map(({ attributes }) => attributes.incidentId));
    expect(ids.size).toBe(1);
  });

  test(
    'of two hundred at once, in batches of ten before ten handlers, at most nine messages come, the end included, and all are counted',
    async () => {
      await start({ count: 200 });
      const messages = Array.from({ length: 200 }, (_, index) => transition(index, BEGIN));
      const queue = Array.from({ length: 20 }, (_, index) =>
        batch(...messages.slice(index * 10, index * 10 + 10)),
      ).values();
      // Who waits too long for another handler is shown again by SQS.
      const again: ReturnType<typeof batch>['Records'] = [];
      const worker = async () => {
        const handle = createHandler(stage.world);
        for (const event of queue) {
          const failed = (await handle(event)).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
          again.push(...event.Records.filter(({ messageId }) => failed.includes(messageId)));
        }
      };
      await Promise.all(Array.from({ length: 10 }, worker));
      stage.pass(6 * MINUTE);
      const left = again.length > 0 ? await stage.handle({ Records: again }) : { batchItemFailures: [] };
      expect(left).toEqual({ batchItemFailures: [] });
      expect(stage.kinds()[0]).toBe('diagnosis');
      stage.gone.clear();
      stage.pass(MINUTE);
      for (let index = 0; index < 200; index += 10) {
        const ends = Array.from({ length: 10 }, (_, more) => transition(index + more, stage.now(), 'OK'));
        await stage.handle(batch(...ends));
      }
      expect(stage.kinds().at(-1)).toBe('closed');
      expect(stage.kinds().length).toBeLessThanOrEqual(9);
      expect(incidentOf().distributions).toHaveLength(200);
    },
    PATIENCE_MS,
  );

  test(
    'twenty at once open one incident between them',
    async () => {
      await start({ count: 20 });
      const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => ring(index)));
      expect(answers.flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
      const told = stage.account.published.map(({ attributes }) => `${attributes.kind} of ${attributes.ruleId}`);
      expect(told.filter((one) => one.startsWith('diagnosis'))).toEqual(['diagnosis of origin-name-unresolvable']);
      expect(told.length).toBeLessThanOrEqual(5);
      stage.gone.clear();
      stage.pass(MINUTE);
      for (let index = 0; index < 20; index += 1) await quiet(index);
      expect(incidentOf().distributions).toHaveLength(20);
    },
    PATIENCE_MS,
  );

  test('different causes are never one', async () => {
    await start({ count: 6, originOf: (index) => `origin-${index % 3}.example.com` });
    for (let index = 0; index < 6; index += 1) await ring(index);
    expect(stage.kinds()).toEqual(['diagnosis', 'diagnosis', 'diagnosis', 'joined', 'joined', 'joined']);
    expect(new Set(stage.account.published.map(({ attributes }) => attributes.incidentId)).size).toBe(3);
  });

  test('the table holds names and a digest, and no evidence', async () => {
    await start();
    await ring(0);
    const written = stage.account.calls.filter(({ operation }) => operation === 'UpdateItem');
    expect(written.length).toBeGreaterThan(3);
    for (const { parameters } of written) expect(JSON.stringify(parameters).length).toBeLessThan(4_000);
  });
});

describe('the end', () => {
  test('comes when the last alarm is quiet: what was found is not there any more', async () => {
    await start({ count: 2 });
    await ring(0);
    await ring(1);
    stage.gone.clear();
    stage.pass(10 * MINUTE);
    await quiet(0);
    expect(stage.kinds()).toEqual(['diagnosis', 'joined']);
    await quiet(1);
    expect(stage.kinds()).toEqual(['diagnosis', 'joined', 'closed']);
    expect(incidentOf()).toMatchObject({ kind: 'closed', distributions: [idOf(0), idOf(1)] });
    expect(stage.last()?.attributes).toMatchObject({ ruleId: 'origin-name-unresolvable', conclusion: 'root-cause' });
  });

  test('says where the fault is still there', async () => {
    await start();
    await ring(0);
    stage.pass(10 * MINUTE);
    await quiet(0);
    expect(incidentOf()).toMatchObject({ kind: 'closed', ending: 'still-there' });
    expect(stage.last()?.subject).toMatch(/^Quiet, not fixed: /);
    expect(textOf(stage.last())).toContain('the fault is still there');
    expect(textOf(stage.last())).toContain('WHAT TO DO');
  });

  test('is told once, however often OK comes', async () => {
    await start();
    await ring(0);
    stage.pass(MINUTE);
    const event = batch(transition(0, stage.now(), 'OK'));
    const answers = await Promise.all(Array.from({ length: 5 }, () => createHandler(stage.world)(event)));
    expect(answers.filter(({ batchItemFailures }) => batchItemFailures.length === 0).length).toBeGreaterThan(0);
    expect(await stage.handle(event)).toEqual({ batchItemFailures: [] });
    expect(stage.kinds()).toEqual(['diagnosis', 'closed']);
  });

  test('of an alarm that nobody told of is acknowledged, and so is data that is missing', async () => {
    await start();
    expect(await quiet(0)).toEqual({ batchItemFailures: [] });
    expect(stage.kinds()).toEqual([]);
    expect(stage.lines.at(-1)).toMatchObject({ outcome: 'acknowledged' });
  });

  test('that comes before its beginning is told with it, in one message', async () => {
    await start();
    await quiet(0, BEGIN + MINUTE);
    stage.pass(2 * MINUTE);
    await ring(0, BEGIN);
    expect(stage.kinds()).toEqual(['diagnosis']);
    expect(textOf(stage.last())).toContain('The alarm has returned to OK since');
    stage.pass(MINUTE);
    expect(await quiet(0, BEGIN + MINUTE)).toEqual({ batchItemFailures: [] });
    expect(stage.kinds()).toEqual(['diagnosis']);
  });

  test('of an earlier time than its latest beginning ends nothing', async () => {
    await start();
    await ring(0, BEGIN);
    stage.pass(5 * MINUTE);
    await ring(0, BEGIN + 4 * MINUTE);
    await quiet(0, BEGIN + 2 * MINUTE);
    expect(stage.kinds()).toEqual(['diagnosis']);
  });

  test('that cannot be remembered comes again', async () => {
    await start({ more: { faults: [{ operation: 'dynamodb:UpdateItem', kind: 'deny' }] } });
    expect((await quiet(0)).batchItemFailures).toHaveLength(1);
  });
});

describe('an alarm that comes and goes', () => {
  const flap = async (times: number) => {
    for (let time = 0; time < times; time += 1) {
      await ring(0);
      stage.pass(MINUTE);
      await quiet(0);
      stage.pass(MINUTE);
    }
  };

  test('is told of as it comes back, and then when it has come back twice as often', async () => {
    await start();
    await flap(9);
    const kinds = [
      'diagnosis',
      'closed',
      'back-again',
      'closed',
      'back-again',
      'closed',
      'back-again',
      'closed',
      'back-again',
      'closed',
    ];
    expect(stage.kinds()).toEqual(kinds);
    expect(incidentOf().comebacks).toBe(8);
    expect(textOf(stage.account.published[4])).toContain('Back again for the 2nd time');
  });

  test('after half an hour of quiet it is a new incident, told in full', async () => {
    await start();
    await flap(1);
    stage.pass(31 * MINUTE);
    await ring(0);
    expect(stage.kinds()).toEqual(['diagnosis', 'closed', 'diagnosis']);
  });

  test('and whose end was never heard of is told of when it rings long after', async () => {
    await start();
    await ring(0);
    stage.pass(10 * MINUTE);
    await ring(0);
    expect(stage.kinds()).toEqual(['diagnosis']);
    stage.pass(31 * MINUTE);
    await ring(0);
    expect(stage.kinds()).toEqual(['diagnosis', 'back-again']);
  });
});

describe('a handler that dies', () => {
  /** Requests of one whole answer to an alarm: more than there are would let it end well. */
  const POINTS = Array.from({ length: 14 }, (_, index) => index);

  test.each([true, false])(
    'at any request (its last one answered: %s) leaves nobody untold, and marks what may be a repeat',
    async (answersLast) => {
      const dying = async (passes: number) => {
        const own = await startStage({ count: 1 });
        const way = await brokenWay(own.account, passes, answersLast);
        const event = batch(transition(0, BEGIN));
        await createHandler({ ...own.world, aws: { ...own.world.aws, endpoint: way.endpoint } })(event);
        const before = own.account.published.length;
        own.pass(6 * MINUTE);
        const { batchItemFailures } = await own.handle(event);
        const repeats = own.account.published.slice(before).filter(({ attributes }) => attributes.repeat === undefined);
        await way.close();
        await own.close();
        return {
          told: own.account.published.length,
          unmarked: before > 0 ? repeats.length : 0,
          failed: batchItemFailures.length,
        };
      };
      await start();
      const ends = await Promise.all(POINTS.map(dying));
      expect(ends.filter(({ told }) => told === 0)).toEqual([]);
      expect(ends.filter(({ failed }) => failed > 0)).toEqual([]);
      expect(ends.some(({ told }) => told > 1)).toBe(true);
    },
    PATIENCE_MS,
  );

  test.each(['the end', 'a new look'])(
    'at any request of %s leaves nobody untold, and tells twice only what it marks',
    async (what) => {
      const dying = async (passes: number) => {
        const own = await startStage();
        await own.handle(batch(transition(0, BEGIN)));
        own.gone.clear();
        own.pass(16 * MINUTE);
        const looking = { Records: [{ messageId: 'm', body: own.account.schedules[0]?.message ?? '' }] };
        const event = what === 'the end' ? batch(transition(0, own.now(), 'OK')) : looking;
        const way = await brokenWay(own.account, passes, passes % 2 === 0);
        await createHandler({ ...own.world, aws: { ...own.world.aws, endpoint: way.endpoint } })(event);
        own.pass(6 * MINUTE);
        await own.handle(event);
        own.pass(6 * MINUTE);
        await own.handle(event);
        const told = own.account.published
          .slice(1)
          .map(({ attributes }) => `${attributes.kind} ${attributes.repeat ?? ''}`.trim());
        await way.close();
        await own.close();
        return told;
      };
      await start();
      const ends = await Promise.all(Array.from({ length: 16 }, (_, passes) => dying(passes)));
      const kind = what === 'the end' ? 'closed' : 'changed';
      const allowed = [[kind], [kind, `${kind} possible`], [`${kind} possible`]];
      for (const told of ends) expect(allowed).toContainEqual(told);
    },
    PATIENCE_MS,
  );

  test(
    'between being counted and telling: others do not take its word, and tell it themselves',
    async () => {
      await start({ count: 2 });
      const way = await brokenWay(stage.account, 4);
      await createHandler({ ...stage.world, aws: { ...stage.world.aws, endpoint: way.endpoint } })(
        batch(transition(0, BEGIN)),
      );
      await way.close();
      expect(stage.kinds()).toEqual([]);
      stage.pass(MINUTE);
      await ring(1);
      expect(stage.kinds()[0]).toBe('diagnosis');
    },
    PATIENCE_MS,
  );
});

describe('a handler that waits for another one', () => {
  test('waits no longer than its own time lasts, and has the message brought again', async () => {
    await start();
    await ring(0);
    const { incidentId = '' } = stage.account.published[0]?.attributes ?? {};
    await stage.close();
    await start();
    const key = `${incidentId} ${new Date(BEGIN).toISOString()} diagnosis `;
    const lease = { now: BEGIN, leaseMs: 15_000, stage: 'publishing' } as const;
    await claim({ name: TABLE, settings: stage.world.aws }, { key, holder: 'another' }, lease);
    // 5 s of what is left are kept back.
    const context = { getRemainingTimeInMillis: () => 8_000 };
    expect((await stage.handle(batch(transition(0, BEGIN)), context)).batchItemFailures).toHaveLength(1);
    expect(JSON.stringify(jest.mocked(console.error).mock.calls.map(([line]) => String(line?.error)))).toContain(
      'there is no time left',
    );
  });
});

describe('looking again', () => {
  const next = () => stage.account.schedules.at(-1);
  const look = () => stage.handle({ Records: [{ messageId: 'm', body: next()?.message ?? '' }] });
  const untilNext = () => stage.pass(Date.parse(next()?.at ?? '') - stage.now());

  test('is put off by ever more, in silence while nothing changes, and ends after a fortnight', async () => {
    await start();
    await ring(0);
    const minutes: number[] = [];
    for (let count = -1; count < stage.account.schedules.length && minutes.length < 30; ) {
      count = stage.account.schedules.length;
      minutes.push((Date.parse(next()?.at ?? '') - BEGIN) / MINUTE);
      untilNext();
      await look();
      if (stage.account.schedules.length === count) break;
    }
    expect(minutes.slice(0, 5).map(Math.round)).toEqual([15, 60, 240, 1440, 2880]);
    expect(Math.round(minutes.at(-1) ?? 0)).toBe(14 * 1440);
    expect(stage.kinds()).toEqual(['diagnosis']);
    expect(new Set(stage.account.schedules.map(({ name }) => name)).size).toBe(minutes.length);
    expect(next()).toMatchObject({ groupName: 'origin-responder', deletesItself: true });
  });

  test('tells of a second fault that the first had hidden, once', async () => {
    await start();
    await ring(0);
    stage.gone.clear();
    untilNext();
    await look();
    expect(stage.kinds()).toEqual(['diagnosis', 'changed']);
    expect(textOf(stage.last())).toContain('behind it there is another');
    expect(stage.last()?.subject).toMatch(/^Changed: /);
    untilNext();
    await look();
    expect(stage.kinds()).toEqual(['diagnosis', 'changed']);
  });

  test('goes on after a quiet alarm while the fault is still there', async () => {
    await start();
    await ring(0);
    stage.pass(MINUTE);
    await quiet(0);
    untilNext();
    await look();
    expect(stage.kinds()).toEqual(['diagnosis', 'closed']);
    expect(stage.account.schedules).toHaveLength(2);
  });

  test('a forged or stale request causes nothing, or one look at most', async () => {
    await start();
    await ring(0);
    const request = JSON.parse(next()?.message ?? '{}');
    const forged = [
      { ...request, look: 7 },
      { ...request, incident: '000000000000' },
      { ...request, openedAt: '2020-01-01T00:00:00.000Z' },
    ];
    const calls = () => stage.account.calls.filter(({ operation }) => operation === 'GetDistribution').length;
    const before = calls();
    const Records = forged.map((one, index) => ({ messageId: `m${index}`, body: JSON.stringify(one) }));
    expect(await stage.handle({ Records })).toEqual({ batchItemFailures: [] });
    expect(calls()).toBe(before);
    const event = { Records: [{ messageId: 'm', body: JSON.stringify(request) }] };
    await Promise.all([stage.handle(event), stage.handle(event), stage.handle(event)]);
    await stage.handle(event);
    expect(calls()).toBe(before + 1);
    expect(
      await stage.handle({ Records: [{ messageId: 'x', body: JSON.stringify({ ...request, more: 1 }) }] }),
    ).toEqual({
      batchItemFailures: [{ itemIdentifier: 'x' }],
    });
  });

  test('where it cannot be scheduled people are told all the same', async () => {
    await start({ more: { faults: [{ operation: 'scheduler:CreateSchedule', kind: 'deny' }] } });
    expect(await ring(0)).toEqual({ batchItemFailures: [] });
    expect(stage.kinds()).toEqual(['diagnosis']);
    expect(stage.lines).toEqual(expect.arrayContaining([expect.objectContaining({ outcome: 'not scheduled' })]));
  });
});

describe('an alarm about ourselves', () => {
  test('is acknowledged in both directions, and leaves nothing behind', async () => {
    await start();
    const own = (state: 'ALARM' | 'OK') => {
      const event = JSON.parse(batch(transition(0, BEGIN, state)).Records[0]?.body ?? '{}');
      const metric = { namespace: 'AWS/SQS', name: 'ApproximateAgeOfOldestMessage', dimensions: {} };
      const configuration = { metrics: [{ id: 'm1', metricStat: { metric, period: 300 }, returnData: true }] };
      return {
        Records: [{ messageId: 'm', body: JSON.stringify({ ...event, detail: { ...event.detail, configuration } }) }],
      };
    };
    for (const state of ['ALARM', 'OK'] as const)
      expect(await stage.handle(own(state))).toEqual({ batchItemFailures: [] });
    expect(stage.account.calls).toEqual([]);
  });
});
