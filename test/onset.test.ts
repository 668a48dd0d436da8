import { expect, test } from '@jest/globals';
import type { Change } from '../lambda/model/change.ts';
import { nearestFirst, onsetOf } from '../lambda/onset.ts';
import { alarm, EXAMINED_AT } from './report/scene.ts';

const at = (time: string): Change => ({
  at: `2026-11-23T${time}Z`,
  who: 'user alice',
  what: 'ModifyListener',
  resource: 'r',
  service: 's',
  region: 'eu-west-1',
  details: [],
});

test('errors began when CloudFront first counted them, else when the alarm fired, else now', () => {
  const impact = { since: '2026-11-23T03:06:00Z', orEarlier: false, percent: 41 };
  expect(onsetOf({ impact, alarm, examinedAt: EXAMINED_AT })).toEqual({ at: impact.since, what: 'errors' });
  const early = { ...impact, orEarlier: true };
  expect(onsetOf({ impact: early, alarm, examinedAt: EXAMINED_AT })).toEqual({ at: alarm.changedAt, what: 'alarm' });
  expect(onsetOf({ examinedAt: EXAMINED_AT })).toEqual({ at: EXAMINED_AT, what: 'examination' });
});

test('the nearest before the onset leads, what came later follows in its order', () => {
  const times = ['03:30:00', '01:00:00', '03:06:30', '03:05:00', '03:10:00'].map(at);
  const sorted = nearestFirst(times, { at: '2026-11-23T03:06:00Z', what: 'errors' });
  expect(sorted.map((one) => one.at.slice(11, 16))).toEqual(['03:06', '03:05', '01:00', '03:10', '03:30']);
});
