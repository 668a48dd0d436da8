import { createSecureContext, getCiphers } from 'node:tls';
import { describe, expect, test } from '@jest/globals';
import { CIPHERS, clientHello } from '../../lambda/cloudfront/client-hello.ts';

describe('clientHello', () => {
  test.each([
    [['TLSv1.2'], 'TLSv1.2'],
    [['TLSv1.2', 'TLSv1.1'], 'TLSv1.1'],
    [['TLSv1', 'TLSv1.2'], 'TLSv1'],
    [['SSLv3'], 'TLSv1'],
    [['SSLv3', 'TLSv1.2'], 'TLSv1'],
    [[], 'TLSv1.2'],
    [['TLSv9'], 'TLSv1.2'],
  ])('%j is a minimum of %s, TLS 1.3 on top', (listed, minVersion) => {
    expect(clientHello(listed)).toMatchObject({ minVersion, maxVersion: 'TLSv1.3' });
  });

  test('OpenSSL can offer all of it', () => {
    expect(() => createSecureContext({ ...clientHello(['TLSv1']), ca: [] })).not.toThrow();
    expect(CIPHERS.filter((cipher) => !getCiphers().includes(cipher.toLowerCase()))).toEqual([]);
  });

  test('offers what CloudFront does, in its order, and nothing else', () => {
    const { ciphers, ecdhCurve, sigalgs } = clientHello(['TLSv1.2']);
    const offered = ciphers.split(':');
    expect(offered.slice(0, 5)).toEqual([
      'TLS_AES_128_GCM_SHA256',
      'TLS_AES_256_GCM_SHA384',
      'TLS_CHACHA20_POLY1305_SHA256',
      'ECDHE-ECDSA-AES128-GCM-SHA256',
      'ECDHE-RSA-AES128-GCM-SHA256',
    ]);
    expect(offered.slice(-6)).toEqual([
      'AES128-GCM-SHA256',
      'AES256-GCM-SHA384',
      'AES128-SHA256',
      'AES128-SHA',
      'AES256-SHA',
      '@SECLEVEL=0',
    ]);
    expect(offered.filter((cipher) => /DHE-RSA|CHACHA20|CCM/.test(cipher) && !/^(ECDHE|TLS_)/.test(cipher))).toEqual(
      [],
    );
    expect(ecdhCurve).toBe('P-256:X25519:P-384');
    expect(sigalgs).not.toMatch(/ed25519|ed448/i);
    expect(sigalgs.split(':').slice(-2)).toEqual(['RSA+SHA1', 'ECDSA+SHA1']);
  });
});
