import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dueKey, incidentIdOf, isEndTold, isQuiet, lastDoubling, nextDue, ringsAnew } from '../lambda/incident.ts';
import type { Arrival, Digest, Due, Incident } from '../lambda/model/incident.ts';
import { CASES, mismatch, renewal } from './report/diagnoses.ts';

const AT = '2026-11-23T12:36:15.490Z';

const digest = (causes: readonly string[]): Digest => ({
  conclusion: 'root-cause',
  title: 'it is broken',
  failing: [],
  causes,
  examinedAt: AT,
});

const FRESH: Incident = {
  id: '0a1b2c3d4e5f',
  openedAt: AT,
  since: AT,
  example: 'E0',
  distributions: [],
  ringing: [],
  causes: [],
  causesTold: [],
  changesTold: [],
  told: 0,
  comebacks: 0,
  comebacksTold: 0,
  looks: 0,
  digest: digest(['a']),
  latest: digest(['a']),
};

/** What the table does, on paper. */
function counted(incident: Incident, { distribution, alarm, digest: { causes } }: Arrival): Incident {
  const union = (set: readonly string[], more: readonly string[]) => [...new Set([...set, ...more])];
  return {
    ...incident,
    distributions: union(incident.distributions, [distribution]),
    ringing: union(incident.ringing, [alarm]),
    causes: union(incident.causes, causes),
  };
}

function marked(incident: Incident, due: Due, { digest: { causes } }: Arrival): Incident {
  const known = due.kind === 'changed' ? due.causes : due.kind === 'diagnosis' ? causes : [];
  const causesTold = [...new Set([...incident.causesTold, ...known])];
  if (due.kind === 'back-again') return { ...incident, comebacksTold: due.count };
  if (due.kind === 'joined') return { ...incident, told: due.count };
  return due.kind === 'diagnosis' ? { ...incident, told: 1, causesTold } : { ...incident, causesTold };
}

const arrivals = fc.array(
  fc.record({
    incidentId: fc.constant(FRESH.id),
    distribution: fc.integer({ min: 0, max: 300 }).map((index) => `E${index}`),
    alarm: fc.integer({ min: 0, max: 300 }).map(String),
    changes: fc.constant([]),
    digest: fc
      .subarray(['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'], { maxLength: 2 })
      .map((more) => digest(['a', ...more])),
  }),
  { minLength: 1, maxLength: 400 },
);

/** Each arrival does its part, or dies in the middle of it (`survives`) and comes again later. */
function run(all: readonly Arrival[], survives: (step: number) => boolean) {
  const sent: string[] = [];
  const told = new Set<string>();
  let incident = FRESH;
  let step = 0;
  const queue = [...all];
  for (let arrival = queue.shift(); arrival; arrival = queue.shift()) {
    incident = counted(incident, arrival);
    for (let due = nextDue(incident, arrival); due; due = nextDue(incident, arrival)) {
      step += 1;
      if (!told.has(dueKey(incident, due))) sent.push(due.kind);
      told.add(dueKey(incident, due));
      if (!survives(step)) {
        queue.push(arrival);
        break;
      }
      incident = marked(incident, due, arrival);
    }
  }
  return { incident, sent };
}

describe('what is told of an incident', () => {
  test('in whatever order alarms come and whoever dies: one diagnosis, first; doublings; few second faults; nobody uncounted', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 2, max: 9 }), (all, every) => {
        const { incident, sent } = run(all, (step) => step % every !== 0);
        const count = new Set(all.map(({ distribution }) => distribution)).size;
        expect(sent[0]).toBe('diagnosis');
        expect(sent.filter((kind) => kind === 'diagnosis')).toHaveLength(1);
        expect(sent.filter((kind) => kind === 'joined').length).toBeLessThanOrEqual(Math.log2(count));
        expect(sent.filter((kind) => kind === 'changed').length).toBeLessThanOrEqual(6);
        expect(incident.distributions).toHaveLength(count);
        expect(incident.told).toBe(lastDoubling(count));
      }),
    );
  });

  test('of two hundred distributions with one cause: eight messages before the end', () => {
    const all = Array.from({ length: 200 }, (_, index) => ({
      incidentId: FRESH.id,
      distribution: `E${index}`,
      alarm: String(index),
      changes: [],
      digest: digest(['a']),
    }));
    expect(run(all, () => true).sent).toEqual(['diagnosis', ...Array(7).fill('joined')]);
  });

  test('of how often it came back: at each doubling, and its end as often', () => {
    const arrival = { incidentId: FRESH.id, distribution: 'E0', alarm: '0', digest: digest(['a']), changes: [] };
    let incident: Incident = { ...FRESH, distributions: ['E0'], told: 1, causesTold: ['a'] };
    const told: number[] = [];
    const ended: number[] = [];
    for (let comebacks = 1; comebacks <= 40; comebacks += 1) {
      incident = { ...incident, comebacks };
      const due = nextDue(incident, arrival);
      if (due) told.push(comebacks);
      if (due) incident = marked(incident, due, arrival);
      if (isEndTold(incident)) ended.push(comebacks);
    }
    expect(told).toEqual([1, 2, 4, 8, 16, 32]);
    expect(ended).toEqual(told);
  });
});

describe('which incident it is', () => {
  test('the same cause and witness at another distribution is the same one; another witness, rule or conclusion is not', () => {
    const { diagnosis } = renewal;
    const { conclusion } = diagnosis;
    if (conclusion.kind !== 'root-cause') throw new Error('the fixture has a cause');
    const elsewhere = { ...diagnosis, subject: { kind: 'distribution', id: 'E9OTHER' } } as const;
    expect(incidentIdOf(elsewhere)).toBe(incidentIdOf(diagnosis));
    const witness = { ...conclusion.primary.witness, key: 'another' };
    const other = { ...diagnosis, conclusion: { ...conclusion, primary: { ...conclusion.primary, witness } } };
    expect(incidentIdOf(other)).not.toBe(incidentIdOf(diagnosis));
    expect(incidentIdOf(mismatch.diagnosis)).not.toBe(incidentIdOf(diagnosis));
  });

  test('where there is no cause to share, each distribution is for itself', () => {
    const sound = Object.values(CASES).find(({ diagnosis }) => diagnosis.conclusion.kind === 'no-fault-found');
    if (!sound) throw new Error('the fixture is there');
    const elsewhere = { ...sound.diagnosis, subject: { kind: 'distribution', id: 'E9OTHER' } } as const;
    expect(incidentIdOf(elsewhere)).not.toBe(incidentIdOf(sound.diagnosis));
  });
});

describe('an alarm', () => {
  const EARLIER = '2026-11-23T12:00:00.000Z';
  const LATER = '2026-11-23T13:30:00.000Z';

  test('is quiet where it fell quiet after it rang, the latest time it rang', () => {
    expect(isQuiet({ incidents: [] }, { changedAt: AT })).toBe(false);
    expect(isQuiet({ incidents: [], okAt: EARLIER }, { changedAt: AT })).toBe(false);
    expect(isQuiet({ incidents: [], okAt: LATER }, { changedAt: AT })).toBe(true);
    expect(isQuiet({ incidents: [], okAt: AT, alarmAt: LATER }, { changedAt: EARLIER })).toBe(false);
  });

  test('rings anew long after it last rang for the same incident', () => {
    const known = { incidents: ['x'], alarmAt: AT };
    expect(ringsAnew(known, 'x', { changedAt: LATER })).toBe(true);
    expect(ringsAnew(known, 'y', { changedAt: LATER })).toBe(false);
    expect(ringsAnew(known, 'x', { changedAt: AT })).toBe(false);
    expect(ringsAnew({ incidents: [] }, 'x', { changedAt: LATER })).toBe(false);
  });
});
