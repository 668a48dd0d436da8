import { describe, expect, test } from '@jest/globals';
import { oldProtocolOnly } from '../../lambda/rules/old-protocol-only.ts';
import { protocolMismatch } from '../../lambda/rules/protocol-mismatch.ts';
import { completedDial, handshakes, originEvidence, verdict } from '../evidence.ts';
import { isWarning } from './warned.ts';

const spoke = (protocol: string) => completedDial({}, { protocol, cipher: 'ECDHE-RSA-AES128-SHA' });

describe('nothing newer than TLS 1.1', () => {
  test.each(['TLSv1.1', 'TLSv1', 'SSLv3'])('%s is a warning', (protocol) => {
    isWarning(oldProtocolOnly, spoke(protocol), spoke('TLSv1.2'), `agrees on ${protocol} and nothing newer`);
  });

  test('is no mismatch: the distribution lists it, and the handshake completed', () => {
    const seen = originEvidence({ handshakes: handshakes(spoke('TLSv1')) });
    expect(verdict(protocolMismatch, seen).kind).toBe('ruled-out');
  });
});
