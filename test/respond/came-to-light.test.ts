import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { EventFixture } from '../../lab/account/fixture/trail.ts';
import type { AccountFixture } from '../../lab/account/fixture.ts';
import { BEGIN, batch, idOf, MINUTE, type Stage, startStage, textOf, transition } from './stage.ts';

let stage: Stage;

/** Somebody changed the distribution so many minutes after the alarm, and CloudTrail tells of it so much later. */
const event = (userName: string, minutes: number, knownAfter = minutes): EventFixture => ({
  at: new Date(BEGIN + minutes * MINUTE).toISOString(),
  knownAt: new Date(BEGIN + knownAfter * MINUTE).toISOString(),
  name: 'UpdateDistribution',
  source: 'cloudfront.amazonaws.com',
  region: 'us-east-1',
  resources: [{ type: 'AWS::CloudFront::Distribution', name: idOf(0) }],
  identity: { type: 'IAMUser', userName },
});
const start = async (events: readonly EventFixture[], more: AccountFixture = {}) => {
  stage = await startStage({ more: { events, ...more } });
  stage.pass(MINUTE);
  await stage.handle(batch(transition(0, BEGIN)));
};
const look = () => {
  const next = stage.account.schedules.at(-1);
  stage.pass(Date.parse(next?.at ?? '') - stage.now());
  return stage.handle({ Records: [{ messageId: 'm', body: next?.message ?? '' }] });
};
const quiet = () => stage.handle(batch(transition(0, stage.now(), 'OK')));
const said = () => textOf(stage.last());

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(async () => {
  jest.restoreAllMocks();
  await stage.close();
});

describe('a change of which CloudTrail told late', () => {
  test('is told at the next look, once, and what was told before is not', async () => {
    await start([event('alice', -30), event('bob', -10, 8)]);
    expect(said()).toContain('by user alice');
    expect(said()).not.toContain('by user bob');
    await look();
    expect(stage.kinds()).toEqual(['diagnosis', 'changed']);
    expect(said()).toContain('Came to light since it was last told: - 12:26 UTC UpdateDistribution');
    expect(said()).toContain('by user bob, 10 minutes before the alarm fired');
    expect(said()).not.toContain('by user alice');
    expect(stage.last()?.subject).toMatch(/^A change came to light: /);
    const { cameToLight } = JSON.parse(stage.last()?.deliveries[1]?.message ?? '{}').incident;
    expect(cameToLight).toMatchObject([{ who: 'user bob' }]);
    await look();
    await look();
    expect(stage.kinds()).toEqual(['diagnosis', 'changed']);
  });

  test('is told where CloudTrail could not be asked at first', async () => {
    await start([event('bob', -10)], { faults: [{ operation: 'cloudtrail:LookupEvents', kind: 'deny', times: 1 }] });
    expect(said()).not.toContain('by user bob');
    await look();
    expect(said()).toContain('by user bob');
    await look();
    expect(stage.kinds()).toEqual(['diagnosis', 'changed']);
  });

  test('is told with the end where no look came between', async () => {
    await start([event('alice', -30), event('bob', -10, 8)]);
    stage.pass(10 * MINUTE);
    await quiet();
    expect(stage.kinds()).toEqual(['diagnosis', 'closed']);
    expect(said()).toContain('by user bob');
    expect(said()).not.toContain('by user alice');
    await look();
    expect(stage.kinds()).toEqual(['diagnosis', 'closed']);
  });
});

describe('a change that was made since the errors began', () => {
  test('wakes nobody, and is told with the end', async () => {
    await start([event('carol', 5)]);
    await look();
    await look();
    expect(stage.kinds()).toEqual(['diagnosis']);
    stage.gone.clear();
    stage.pass(10 * MINUTE);
    await quiet();
    expect(stage.kinds()).toEqual(['diagnosis', 'closed']);
    expect(said()).toContain('WHAT CHANGED - 12:41 UTC UpdateDistribution');
    expect(said()).toContain('by user carol, 5 minutes after the alarm fired');
  });
});

test('nothing of an event is kept but a hash of its id', async () => {
  await start([event('alice', -30)]);
  const writes = stage.account.calls.filter(({ operation }) => operation === 'UpdateItem');
  const written = JSON.stringify(writes.map(({ parameters }) => parameters));
  expect(written).toMatch(/changesTold :changes/);
  expect(written).not.toMatch(/alice|UpdateDistribution/);
});
