import { describe, expect, test } from '@jest/globals';
import { changesBetween, endingOf, nextLook } from '../lambda/ending.ts';
import type { Diagnosis } from '../lambda/model/diagnosis.ts';
import type { Digest } from '../lambda/model/incident.ts';
import { renewal } from './report/diagnoses.ts';

const AT = '2026-11-23T12:36:15.490Z';
const EXPIRED: Digest = {
  conclusion: 'root-cause',
  ruleId: 'certificate-expired',
  title: 'The certificate expired',
  failing: ['203.0.113.7', '203.0.113.8'],
  causes: ['certificate-expired certificate aa'],
  served: { fingerprint: 'aa', serial: '0A1B', notAfter: '2026-11-20T00:00:00.000Z' },
  examinedAt: AT,
};
const SOUND: Digest = {
  conclusion: 'no-fault-found',
  title: 'no fault found',
  failing: [],
  causes: [],
  examinedAt: AT,
};

const seen = (conclusion: Diagnosis['conclusion'], ruledOut: Diagnosis['ruledOut'] = []) => [
  { diagnosis: { ...renewal.diagnosis, conclusion, ruledOut }, evidence: renewal.evidence },
];
const sound = seen({ kind: 'no-fault-found' });
const unclear = seen({ kind: 'inconclusive', reason: 'denied' });
const faulty = seen(renewal.diagnosis.conclusion);

describe('how it ended', () => {
  test.each([
    ['the fault is gone', EXPIRED, sound, 'recovered'],
    [
      'it is ruled out, whatever else cannot be seen',
      EXPIRED,
      seen({ kind: 'inconclusive', reason: 'x' }, [{ ruleId: 'certificate-expired', title: 'x' }]),
      'recovered',
    ],
    ['it cannot be seen', EXPIRED, unclear, 'by-itself'],
    ['it is there, or another one', EXPIRED, faulty, 'still-there'],
    ['one of several distributions has it still', EXPIRED, [...sound, ...faulty], 'still-there'],
    ['it was never known', SOUND, sound, 'by-itself'],
    ['it was never known, and now it is', SOUND, faulty, 'still-there'],
    ['nothing could be looked at', EXPIRED, [], 'by-itself'],
  ] as const)('%s', (_, digest, looks, ending) => {
    expect(endingOf({ digest }, looks)).toBe(ending);
  });
});

describe('what has changed', () => {
  const hidden = {
    ...EXPIRED,
    ruleId: 'chain-incomplete',
    title: 'A link is missing',
    causes: ['chain-incomplete certificate bb'],
  };
  test.each([
    ['nothing', EXPIRED, EXPIRED, undefined],
    ['nothing found, twice', SOUND, { ...SOUND, title: 'other words' }, undefined],
    ['fewer addresses', EXPIRED, { ...EXPIRED, failing: ['203.0.113.7'] }, 'No longer failing: 203.0.113.8'],
    ['more addresses', { ...EXPIRED, failing: ['203.0.113.7'] }, EXPIRED, 'More fail than before: 203.0.113.8'],
    ['gone', EXPIRED, SOUND, 'no fault is found any more'],
    ['a fault that the first had hidden', EXPIRED, hidden, 'behind it there is another: A link is missing'],
    ['a cause where there was none', SOUND, EXPIRED, 'A cause has come to light: The certificate expired'],
    [
      'a further fault',
      EXPIRED,
      { ...EXPIRED, causes: [...EXPIRED.causes, ...hidden.causes] },
      'A further fault has come to light: chain-incomplete',
    ],
    [
      'the same fault of another certificate',
      EXPIRED,
      { ...EXPIRED, causes: ['certificate-expired certificate cc'] },
      'Now: The certificate expired',
    ],
  ])('%s', (_, before, now, said) => {
    const changes = changesBetween(before, now);
    expect(changes).toHaveLength(said === undefined ? 0 : 1);
    expect(changes.join()).toContain(said ?? '');
  });
});

test('looks come after 15 minutes, 1 hour, 4 hours, then daily for a fortnight', () => {
  const hours = Array.from({ length: 20 }, (_, looks) => nextLook({ since: AT, looks })).map(
    (at) => at && (Date.parse(at) - Date.parse(AT)) / 3_600_000,
  );
  expect(hours.slice(0, 6)).toEqual([0.25, 1, 4, 24, 48, 72]);
  expect(hours.filter((one) => one !== undefined).at(-1)).toBe(14 * 24);
});
