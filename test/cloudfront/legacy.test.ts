import { describe, expect, test } from '@jest/globals';
import { isOffered, legacyCipher, legacyOffers } from '../../lambda/cloudfront/legacy.ts';

describe('what CloudFront offers beyond OpenSSL', () => {
  test('is 3DES and RC4 up to TLS 1.2, and SSLv3 only where it is listed', () => {
    expect(legacyOffers(['TLSv1.2'])).toEqual([{ version: 0x0303, suites: [0x000a, 0x0004] }]);
    expect(legacyOffers(['TLSv1', 'SSLv3']).map(({ version }) => version)).toEqual([0x0300, 0x0303]);
  });

  test('has a name for each suite that it offers', () => {
    const suites = legacyOffers(['SSLv3']).flatMap((offer) => offer.suites);
    for (const suite of suites) expect(isOffered(['SSLv3'], 'SSLv3', legacyCipher(suite) ?? '')).toBe(true);
    expect(legacyCipher(0xc02f)).toBeUndefined();
  });

  test.each([
    [['TLSv1.2'], 'TLSv1.2', 'DES-CBC3-SHA', true],
    [['TLSv1.2'], 'TLSv1.1', 'DES-CBC3-SHA', false],
    [['TLSv1.2', 'TLSv1'], 'TLSv1.1', 'RC4-MD5', true],
    [['TLSv1'], 'SSLv3', 'RC4-MD5', false],
    [['SSLv3'], 'SSLv3', 'RC4-MD5', true],
    [['SSLv3'], 'SSLv3', 'RC4-SHA', false],
    [[], 'TLSv1.1', 'DES-CBC3-SHA', false],
    [['TLSv1.2'], 'unknown', 'DES-CBC3-SHA', false],
  ])('%j with %s, %s: %s', (listed, protocol, cipher, offered) => {
    expect(isOffered(listed, protocol, cipher)).toBe(offered);
  });
});
