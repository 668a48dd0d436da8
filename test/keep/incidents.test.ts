import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../lab/account/account.ts';
import { startAccount } from '../../lab/account/server.ts';
import { arrive, close, quieten, readIncident } from '../../lambda/keep/incidents.ts';
import { fellQuiet, rang } from '../../lambda/keep/known-alarms.ts';
import type { Table } from '../../lambda/keep/table.ts';
import { lookedAt, markKnown, markTold } from '../../lambda/keep/told.ts';
import type { Arrival, Digest, Incident } from '../../lambda/model/incident.ts';

const NOW = Date.parse('2026-11-23T12:36:15.490Z');
const MINUTE = 60_000;
const FLAPPING_MS = 30 * MINUTE;

let account: Account;
let table: Table;

beforeAll(async () => {
  account = await startAccount({ tables: ['memory'] });
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'lab' };
  table = { name: 'memory', settings: { endpoint: account.endpoint, credentials }, answerMs: 60_000 };
});
afterAll(() => account.close());

const DIGEST: Digest = {
  conclusion: 'root-cause',
  ruleId: 'certificate-expired',
  title: 'it expired',
  failing: [],
  causes: ['a'],
  examinedAt: '2026-11-23T12:36:15.490Z',
};

const of = (incidentId: string, index: number): Arrival => ({
  incidentId,
  distribution: `E${index}`,
  alarm: `alarm-${index}`,
  digest: DIGEST,
  changes: [],
});
const come = (id: string, index: number, after = 0) =>
  arrive(table, of(id, index), { now: NOW + after, flappingMs: FLAPPING_MS });
const fifty = <T>(each: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: 50 }, (_, index) => each(index)));

/** An incident of fifty whose alarms are all quiet and which was closed. */
async function closedOne(id: string): Promise<Incident> {
  await fifty((index) => come(id, index));
  const incident = await readIncident(table, id);
  if (!incident) throw new Error('it was opened');
  await markTold(table, incident, { kind: 'diagnosis' }, { causes: ['a'] });
  await fifty((index) => quieten(table, id, `alarm-${index}`));
  expect(await close(table, incident, { now: NOW, ending: 'recovered', latest: DIGEST })).toBe(true);
  return incident;
}

describe('fifty handlers at once', () => {
  test('open one incident, with all of them in it', async () => {
    const seen = await fifty((index) => come('open', index));
    expect(new Set(seen.map(({ openedAt }) => openedAt)).size).toBe(1);
    expect(seen.map(({ distributions }) => distributions.length).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    const incident = await readIncident(table, 'open');
    expect(incident).toMatchObject({ told: 0, comebacks: 0, causes: ['a'] });
    expect([incident?.distributions.length, incident?.ringing.length]).toEqual([50, 50]);
  });

  test('of which the last to be quiet sees that nothing rings', async () => {
    await fifty((index) => come('quiet', index));
    const left = await fifty(async (index) => (await quieten(table, 'quiet', `alarm-${index}`))?.ringing.length);
    expect(left.filter((count) => count === 0)).toHaveLength(1);
  });

  test('bring a closed one back once, and it keeps what people know', async () => {
    await closedOne('back');
    await fifty((index) => come('back', index, 5 * MINUTE));
    const incident = await readIncident(table, 'back');
    expect(incident).toMatchObject({ comebacks: 1, told: 1, causesTold: ['a'], looks: 0 });
    expect(incident?.closedAt).toBeUndefined();
  });

  test('begin anew once where it was closed long ago', async () => {
    const { openedAt } = await closedOne('anew');
    await fifty((index) => come('anew', index + 100, 31 * MINUTE));
    const incident = await readIncident(table, 'anew');
    expect(incident).toMatchObject({ comebacks: 0, told: 0, causesTold: [] });
    expect(incident?.distributions.every((id) => Number(id.slice(1)) >= 100)).toBe(true);
    expect(incident?.distributions).toHaveLength(50);
    expect(incident?.openedAt).not.toBe(openedAt);
  });
});

describe('one incident', () => {
  test('is not closed while anything rings, nor twice, nor in another course', async () => {
    const incident = await come('close', 0);
    const end = { now: NOW, ending: 'recovered', latest: DIGEST } as const;
    expect(await close(table, incident, end)).toBe(false);
    await quieten(table, 'close', 'alarm-0');
    expect(await close(table, { ...incident, openedAt: '2020-01-01T00:00:00.000Z' }, end)).toBe(false);
    expect(await close(table, incident, end)).toBe(true);
    expect(await close(table, incident, end)).toBe(false);
  });

  test('never takes back what was told meanwhile', async () => {
    const incident = await come('told', 0);
    expect(await markTold(table, incident, { kind: 'joined', count: 8 }, { causes: [] })).toMatchObject({
      id: 'told',
      told: 8,
    });
    expect(await markTold(table, incident, { kind: 'joined', count: 4 }, { causes: [] })).toBeUndefined();
    await markTold(table, incident, { kind: 'diagnosis' }, { causes: ['a'] });
    expect((await readIncident(table, 'told'))?.told).toBe(8);
  });

  test('counts each look once', async () => {
    const incident = await come('look', 0);
    const latest = { ...DIGEST, title: 'later' };
    await Promise.all([lookedAt(table, incident, { latest }), lookedAt(table, incident, { latest })]);
    expect(await readIncident(table, 'look')).toMatchObject({ looks: 1, latest, digest: DIGEST });
  });

  test('that nobody heard of for a month begins anew', async () => {
    await come('old', 0);
    const incident = await come('old', 1, 31 * 86_400_000);
    expect(incident.distributions).toEqual(['E1']);
  });

  test('knows every change that whoever sent a message told of, and forgets them as it begins anew', async () => {
    const { openedAt } = await come('changes', 0);
    const latest = { ...DIGEST, title: 'told last' };
    await Promise.all(
      ['aa', 'bb', 'aa'].map((key) => markKnown(table, { id: 'changes', openedAt }, { changes: [key] })),
    );
    await markKnown(table, { id: 'changes', openedAt }, { changes: [], latest });
    await markKnown(table, { id: 'changes', openedAt: 'another' }, { changes: ['cc'] });
    const incident = await readIncident(table, 'changes');
    expect(incident?.changesTold.toSorted()).toEqual(['aa', 'bb']);
    expect([incident?.latest.title, incident?.digest.title]).toEqual(['told last', DIGEST.title]);
    await quieten(table, 'changes', 'alarm-0');
    if (incident) await close(table, incident, { now: NOW, ending: 'recovered', latest });
    expect((await come('changes', 0, 5 * MINUTE)).changesTold).toHaveLength(2);
    await quieten(table, 'changes', 'alarm-0');
    const back = await readIncident(table, 'changes');
    if (back) await close(table, back, { now: NOW, ending: 'recovered', latest });
    expect((await come('changes', 0, 40 * MINUTE)).changesTold).toEqual([]);
  });

  test('is not made by an alarm that falls quiet', async () => {
    expect(await quieten(table, 'none', 'alarm-0')).toBeUndefined();
    expect(await readIncident(table, 'none')).toBeUndefined();
  });
});

describe('an alarm', () => {
  const at = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();
  const ring = (alarm: string, minutes: number, incidentId = 'x') =>
    rang(table, alarm, { incidentId, changedAt: at(minutes), now: NOW });
  const fall = (alarm: string, minutes: number) => fellQuiet(table, alarm, { changedAt: at(minutes), now: NOW });

  test('is known with what it rang for, in whatever order that is heard of', async () => {
    expect(await ring('order', 10)).toEqual({ incidents: [] });
    expect(await ring('order', 0, 'y')).toEqual({ incidents: ['x'], alarmAt: at(10) });
    const known = await fall('order', 20);
    expect(known).toMatchObject({ alarmAt: at(10), okAt: at(20) });
    expect(known?.incidents.toSorted()).toEqual(['x', 'y']);
  });

  test('does not fall quiet by what is older than what is known', async () => {
    await ring('older', 10);
    expect(await fall('older', 5)).toBeUndefined();
    expect(await fall('older', 20)).toBeDefined();
    expect(await fall('older', 15)).toBeUndefined();
    expect(await fall('older', 20)).toBeDefined();
  });
});
