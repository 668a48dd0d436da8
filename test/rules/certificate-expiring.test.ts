import { describe, expect, test } from '@jest/globals';
import { certificateExpiring as rule } from '../../lambda/rules/certificate-expiring.ts';
import {
  certificate,
  completedDial,
  failedDial,
  finding,
  handshakes,
  intermediate,
  originEvidence,
  verdict,
} from '../evidence.ts';

const dial = (notBefore: string, notAfter: string) =>
  originEvidence({
    handshakes: handshakes(completedDial({}, { chain: [certificate({ notBefore, notAfter }), intermediate()] })),
  });

describe('certificate-expiring', () => {
  test('a warning, never a cause: it says when', () => {
    const evidence = dial('2026-01-01T00:00:00Z', '2026-11-28T03:12:00Z');
    expect(verdict(rule, evidence)).toMatchObject({ kind: 'found', leads: false });
    expect(finding(rule, evidence)).toMatchObject({
      title: 'The certificate on origin.example.com expires in 5 days (28 Nov 2026, 03:12 UTC)',
      breaksAt: '2026-11-28T03:12:00Z',
    });
  });

  test.each([
    ['more than 14 days left of a year', '2026-01-01T00:00:00Z', '2026-12-07T04:00:00Z', 'ruled-out'],
    ['less than 14 days left of a year', '2026-01-01T00:00:00Z', '2026-12-07T03:00:00Z', 'found'],
    ['ten days left of ninety', '2026-09-04T03:12:00Z', '2026-12-03T03:12:00Z', 'ruled-out'],
    ['eight days left of ninety', '2026-09-02T03:12:00Z', '2026-12-01T03:12:00Z', 'found'],
    ['three days left of six', '2026-11-20T03:12:00Z', '2026-11-26T03:12:00Z', 'ruled-out'],
    ['expired: that is a cause', '2026-01-01T00:00:00Z', '2026-11-22T03:12:00Z', 'ruled-out'],
  ])('%s', (_, notBefore, notAfter, kind) => {
    expect(verdict(rule, dial(notBefore, notAfter)).kind).toBe(kind);
  });

  test('unseen', () => {
    const none = handshakes(failedDial({ kind: 'closed', phase: 'handshake' }));
    expect(verdict(rule, originEvidence({ handshakes: none })).kind).toBe('not-judged');
  });
});
