import { describe, expect, test } from '@jest/globals';
import type { Resolution } from '../../lambda/model/handshake.ts';
import { originDnsFailing } from '../../lambda/rules/origin-dns-failing.ts';
import { finding, ORIGIN, observed, originEvidence, unavailable, verdict } from '../evidence.ts';

const failing = (code: string, circle?: readonly string[]) => {
  const resolution: Resolution = { kind: 'failing', name: ORIGIN, code, ...(circle && { circle }) };
  return originEvidence({ resolution: observed(resolution) });
};

describe('DNS that fails', () => {
  test.each([
    ['ESERVFAIL', 'SERVFAIL'],
    ['EREFUSED', 'REFUSED'],
    ['ETIMEOUT', 'in time'],
  ])('is told apart: %s', (code, words) => {
    const found = finding(originDnsFailing, failing(code));
    expect(found).toMatchObject({ certainty: 'likely', witness: { kind: 'record', key: ORIGIN } });
    expect(found.title).toContain(words);
    expect(found.remedy[0]?.command).toBe(`dig +trace ${ORIGIN}`);
  });

  test('names the circle of its records, whatever code it came with', () => {
    const found = finding(originDnsFailing, failing('ESERVFAIL', [ORIGIN, 'new.example.com']));
    expect(found.title).toContain('circle');
    expect(found.evidence).toEqual([`DNS: ${ORIGIN} → new.example.com → …`]);
    expect(found.remedy).toHaveLength(1);
  });

  test('is not judged where our own resolver is what cannot be reached', () => {
    expect(verdict(originDnsFailing, failing('ECONNREFUSED')).kind).toBe('not-judged');
    expect(verdict(originDnsFailing, failing('ECANCELLED')).kind).toBe('not-judged');
    expect(verdict(originDnsFailing, originEvidence({ resolution: unavailable() })).kind).toBe('not-judged');
  });

  test('is ruled out by an address, and by a name that is gone: that is an answer', () => {
    expect(verdict(originDnsFailing, originEvidence()).kind).toBe('ruled-out');
    const gone = { kind: 'not-found', name: ORIGIN, cnames: [], at: ORIGIN, why: 'no-such-name' } as const;
    expect(verdict(originDnsFailing, originEvidence({ resolution: observed(gone) })).kind).toBe('ruled-out');
  });
});
