import { describe, expect, test } from '@jest/globals';
import { isEdwards, isForeignKey, isListedKey } from '../../lambda/cloudfront/keys.ts';

describe('keys of certificates', () => {
  test.each([
    ['RSA 2048', true, false, false],
    ['RSA-PSS 4096', true, false, false],
    ['RSA 8192', false, false, false],
    ['EC prime256v1', true, false, false],
    ['EC secp384r1', false, false, false],
    ['EC secp521r1', false, true, false],
    ['EC brainpoolP256r1', false, true, false],
    ['Ed25519', false, true, true],
    ['Ed448', false, true, true],
    ['unknown', false, false, false],
  ])('%s: listed %s, of no use in TLS 1.2 %s, in 1.3 %s', (key, listed, before, newest) => {
    expect([isListedKey(key), isForeignKey(key, 'TLSv1.2'), isForeignKey(key, 'TLSv1.3')]).toEqual([
      listed,
      before,
      newest,
    ]);
    expect(isEdwards(key)).toBe(newest);
  });
});
