import { describe, expect, test } from '@jest/globals';
import { stapleMissing } from '../../lambda/rules/staple-missing.ts';
import { certificate, completedDial, finding, handshakes, originEvidence, verdict } from '../evidence.ts';
import { isWarning } from './warned.ts';

const chain = [certificate({ mustStaple: true })];
const asked = (stapled?: boolean) => completedDial({}, { chain, ...(stapled !== undefined && { stapled }) });

describe('a staple that the certificate demands', () => {
  test('is a warning where it was asked for and did not come', () => {
    isWarning(stapleMissing, asked(false), asked(true), 'demands an OCSP staple, and none is sent');
  });

  test('is not missed where it was not asked for, nor where nothing demands it', () => {
    for (const dial of [asked(), completedDial()])
      expect(verdict(stapleMissing, originEvidence({ handshakes: handshakes(dial) })).kind).toBe('ruled-out');
  });

  test('can be seen by hand', () => {
    const [step] = finding(stapleMissing, originEvidence({ handshakes: handshakes(asked(false)) })).remedy;
    expect(step?.verify).toBe(
      'openssl s_client -connect 203.0.113.7:443 -servername origin.example.com -status </dev/null',
    );
  });
});
