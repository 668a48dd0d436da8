import { describe, expect, test } from '@jest/globals';
import { byOriginsClock } from '../lambda/clocks.ts';
import { diagnose } from '../lambda/diagnose.ts';
import type { Evidence, OriginEvidence } from '../lambda/model/evidence.ts';
import { rules } from '../lambda/rules/index.ts';
import {
  certificate,
  completedDial,
  distribution,
  EXAMINED_AT,
  handshakes,
  intermediate,
  observed,
  originEvidence,
  target,
} from './evidence.ts';

const HTTP_DATE = (minutes: number) => new Date(Date.parse(EXAMINED_AT) + minutes * 60_000).toUTCString();
const HOST = { kind: 'origin', host: 'origin.example.com' } as const;

/** An origin whose certificate ends at `notAfter`, and which dates its answers. */
function seen(notAfter: string, headers: Readonly<Record<string, string>>): OriginEvidence {
  const chain = [certificate({ notBefore: '2026-10-01T00:00:00.000Z', notAfter }), intermediate()];
  return originEvidence({
    handshakes: handshakes(completedDial({}, { chain })),
    answer: observed({
      kind: 'answered',
      target: target(),
      method: 'HEAD',
      path: '/',
      status: 200,
      headers,
      tookMs: 9,
    }),
  });
}

function judged(one: OriginEvidence, subject: Evidence['subject'] = HOST) {
  return diagnose(
    { schemaVersion: 1, subject, examinedAt: EXAMINED_AT, distribution: observed(distribution()), origins: [one] },
    rules,
  );
}

const DAY = 24 * 60;
const ENDED = '2026-11-22T00:00:00.000Z';
const GOOD = '2026-11-24T00:00:00.000Z';

describe('the clock of an origin that is another than this machine’s, where AWS’s was not asked', () => {
  test('takes the proof from what holds by one of the two alone', () => {
    const { conclusion } = judged(seen(ENDED, { date: HTTP_DATE(-3 * DAY) }));
    expect(conclusion).toMatchObject({
      kind: 'root-cause',
      primary: {
        ruleId: 'certificate-expired',
        certainty: 'likely',
        explanation: expect.stringContaining("This machine's clock and the origin's differ"),
      },
    });
  });

  test('leaves what holds by both', () => {
    const { conclusion } = judged(seen(ENDED, { date: HTTP_DATE(60) }));
    expect(conclusion).toMatchObject({ primary: { ruleId: 'certificate-expired', certainty: 'proven' } });
  });

  test('acquits nothing that does not hold by this machine’s alone', () => {
    const { conclusion, ruledOut } = judged(seen(GOOD, { date: HTTP_DATE(3 * DAY) }));
    expect(conclusion).toMatchObject({
      kind: 'inconclusive',
      reason: expect.stringMatching(/^by the origin's clock, which is another .* expired 2 days ago/),
    });
    expect(ruledOut.map(({ ruleId }) => ruleId)).not.toContain('certificate-expired');
    expect(ruledOut.map(({ ruleId }) => ruleId)).toContain('chain-incomplete');
  });

  test('is no other clock below five minutes, behind a cache, without a date, or where AWS was asked', () => {
    const asked = { subject: HOST, examinedAt: EXAMINED_AT };
    const clockOf = (headers: Readonly<Record<string, string>>, of: Parameters<typeof byOriginsClock>[0] = asked) =>
      byOriginsClock(of, seen(GOOD, headers));
    expect(clockOf({ date: HTTP_DATE(6) })).toBe('2026-11-23T03:18:00.000Z');
    expect(clockOf({ date: HTTP_DATE(4) })).toBeUndefined();
    expect(clockOf({ date: HTTP_DATE(-60), age: '3600' })).toBeUndefined();
    expect(clockOf({})).toBeUndefined();
    expect(clockOf({ date: 'yesterday', age: 'old' })).toBeUndefined();
    expect(clockOf({ date: HTTP_DATE(60) }, { ...asked, subject: { kind: 'distribution', id: 'E1' } })).toBeUndefined();
  });
});
