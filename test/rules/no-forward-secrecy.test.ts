import { describe, expect, test } from '@jest/globals';
import { noForwardSecrecy } from '../../lambda/rules/no-forward-secrecy.ts';
import { completedDial, handshakes, originEvidence, verdict } from '../evidence.ts';
import { isWarning } from './warned.ts';

const chose = (cipher: string, protocol = 'TLSv1.2') => completedDial({}, { protocol, cipher });

describe('a cipher without forward secrecy', () => {
  test('is a warning', () => {
    isWarning(noForwardSecrecy, chose('AES128-GCM-SHA256'), chose('ECDHE-RSA-AES128-GCM-SHA256'), 'AES128-GCM-SHA256');
  });

  test.each([
    ['DES-CBC3-SHA', 'TLSv1.2', 'found'],
    ['RC4-MD5', 'SSLv3', 'found'],
    ['DHE-RSA-AES128-SHA', 'TLSv1.1', 'ruled-out'],
    ['TLS_AES_128_GCM_SHA256', 'TLSv1.3', 'ruled-out'],
  ])('%s over %s: %s', (cipher, protocol, kind) => {
    const seen = originEvidence({ handshakes: handshakes(chose(cipher, protocol)) });
    expect(verdict(noForwardSecrecy, seen).kind).toBe(kind);
  });
});
