import { describe, expect, test } from '@jest/globals';
import { healthy, renewal, unread } from '../report/diagnoses.ts';
import { engineOf, ran } from './streams.ts';

describe('evidence', () => {
  test('is saved and replayed to the same diagnosis', async () => {
    const saved = await ran(['origin', 'a.example', '--json', '--evidence', 'seen.json'], engineOf(renewal));
    const files = { 'seen.json': saved.written['seen.json'] ?? '' };
    const replayed = await ran(['replay', 'seen.json', '--json'], engineOf(renewal), { files });
    expect(JSON.parse(files['seen.json'])).toEqual(JSON.parse(JSON.stringify(renewal.evidence)));
    expect(replayed).toMatchObject({ status: saved.status, out: saved.out });
  });

  test('of several distributions is one file too', async () => {
    const engine = { ...engineOf(renewal), examineEvent: async () => [renewal.evidence, renewal.evidence] };
    const saved = await ran(['event', '-', '--evidence', 'seen.json'], engine, { files: { '-': '{}' } });
    const files = { 'seen.json': saved.written['seen.json'] ?? '' };
    const { out } = await ran(['replay', 'seen.json'], engine, { files });
    expect(out).toBe(saved.out);
  });

  test('that cannot be saved costs nobody the diagnosis', async () => {
    const { status, out, err } = await ran(['origin', 'a.example', '--evidence', '/forbidden/x'], engineOf(renewal));
    expect(status).toBe(2);
    expect(out).toContain('certificate expired 2 days ago');
    expect(err).toContain('cannot save the evidence to "/forbidden/x": EACCES');
  });

  test.each([
    ['missing', undefined, /cannot read "seen\.json": ENOENT/],
    ['no JSON', 'viewer → CloudFront', /"seen\.json" is no JSON/],
    ['something else', '{"Records":[]}', /is no evidence file; --evidence FILE saves one/],
    ['a diagnosis', JSON.stringify(renewal.diagnosis), /is a damaged evidence file/],
    ['another version', '{"schemaVersion":2}', /schema version "2"; this program reads version 1/],
    ['an empty list', '[]', /holds no evidence/],
    ['null', 'null', /is no evidence file/],
  ])('that is %s ends with status 2', async (_what, text, wanted) => {
    const files: Record<string, string> = text === undefined ? {} : { 'seen.json': text };
    const { status, out, err } = await ran(['replay', 'seen.json'], engineOf(renewal), { files });
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(wanted);
  });

  test('that is damaged deeper than its shape shows ends with status 2', async () => {
    const engine = {
      ...engineOf(renewal),
      diagnose: () => {
        throw new TypeError('x is not iterable');
      },
    };
    const files = { 'seen.json': JSON.stringify(renewal.evidence) };
    const { status, err } = await ran(['replay', 'seen.json'], engine, { files });
    expect(status).toBe(2);
    expect(err).toContain('the evidence is damaged');
  });
});

describe('events', () => {
  test('without an alarm to examine are no acquittal', async () => {
    const engine = { ...engineOf(healthy), examineEvent: async () => [] };
    const { status, err } = await ran(['event', 'e.json'], engine, { files: { 'e.json': '{}' } });
    expect(status).toBe(2);
    expect(err).toContain('nothing was examined');
  });

  test('one fault among several distributions is a fault', async () => {
    const engine = {
      ...engineOf(healthy),
      examineEvent: async () => [unread.evidence, renewal.evidence],
      diagnose: (evidence: typeof renewal.evidence) => (evidence === renewal.evidence ? renewal : unread).diagnosis,
    };
    const { status, err } = await ran(['event', 'e.json'], engine, { files: { 'e.json': '{}' } });
    expect(status).toBe(1);
    expect(err).toContain('could not read the distribution');
  });
});
