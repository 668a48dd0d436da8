import { describe, expect, test } from '@jest/globals';
import { certificateWithoutSan as rule } from '../../lambda/rules/certificate-without-san.ts';
import { certificate, completedDial, handshakes, intermediate, originEvidence, verdict } from '../evidence.ts';

const dial = (leaf: Parameters<typeof certificate>[0]) =>
  originEvidence({ handshakes: handshakes(completedDial({}, { chain: [certificate(leaf), intermediate()] })) });

describe('certificate-without-san', () => {
  test('a warning, never a cause', () => {
    expect(verdict(rule, dial({ dnsNames: [] }))).toMatchObject({ kind: 'found', leads: false });
  });

  test('not where there is a list, of names or of addresses', () => {
    expect(verdict(rule, dial({})).kind).toBe('ruled-out');
    expect(verdict(rule, dial({ dnsNames: [], ipAddresses: ['203.0.113.7'] })).kind).toBe('ruled-out');
  });
});
