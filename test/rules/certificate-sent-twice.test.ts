import { describe, expect, test } from '@jest/globals';
import { certificateSentTwice as rule } from '../../lambda/rules/certificate-sent-twice.ts';
import { certificate, completedDial, finding, handshakes, intermediate, originEvidence, verdict } from '../evidence.ts';

describe('certificate-sent-twice', () => {
  test('a warning, never a cause: which one', () => {
    const chain = [certificate(), intermediate(), intermediate()];
    const evidence = originEvidence({ handshakes: handshakes(completedDial({}, { chain })) });
    expect(verdict(rule, evidence)).toMatchObject({ kind: 'found', leads: false });
    expect(finding(rule, evidence).title).toBe('origin.example.com sends the certificate Example Public CA 2 twice');
  });

  test('not two certificates of one name', () => {
    const chain = [certificate(), intermediate(), intermediate({ serial: 'FF' })];
    const evidence = originEvidence({ handshakes: handshakes(completedDial({}, { chain })) });
    expect(verdict(rule, evidence).kind).toBe('ruled-out');
  });
});
