import { describe, expect, test } from '@jest/globals';
import { commonGround } from '../../lambda/cloudfront/common-ground.ts';

const TLS_1_3 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];
const GCM = ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'];
const CBC = ['ECDHE-RSA-AES128-SHA', 'AES256-SHA'];

describe('what CloudFront and a security policy have in common', () => {
  test.each([
    ['TLS 1.2 on both sides', ['TLSv1.2'], ['TLSv1.2'], GCM, 'some'],
    ['an old list and an old policy', ['TLSv1'], ['TLSv1', 'TLSv1.1', 'TLSv1.2'], [...GCM, ...CBC], 'some'],
    ['TLS 1.3 alone, which no list can name', ['TLSv1.2'], ['TLSv1.3'], TLS_1_3, 'some'],
    ['TLS 1.3 alone with an old list', ['TLSv1'], ['TLSv1.3'], TLS_1_3, 'some'],
    ['a list that ends below the policy', ['TLSv1', 'TLSv1.1'], ['TLSv1.2'], GCM, 'disputed'],
    ['SSLv3 alone', ['SSLv3'], ['TLSv1.2'], GCM, 'disputed'],
    ['SSLv3 beside what the policy speaks', ['SSLv3', 'TLSv1.2'], ['TLSv1.2'], GCM, 'some'],
    ['a policy that ends below the list', ['TLSv1.2'], ['TLSv1', 'TLSv1.1'], CBC, 'none'],
    ['ciphers that CloudFront does not offer', ['TLSv1.2'], ['TLSv1.2'], ['DHE-RSA-AES128-GCM-SHA256'], 'none'],
    ['ciphers of TLS 1.2 under TLS 1.0', ['TLSv1'], ['TLSv1'], GCM, 'none'],
    ['ciphers of TLS 1.2 under TLS 1.3', ['TLSv1.2'], ['TLSv1.3'], GCM, 'none'],
    ['a list of unknown words, read as TLS 1.2', ['TLSv9'], ['TLSv1.2'], GCM, 'disputed'],
  ] as const)('%s', (_what, listed, protocols, ciphers, ground) => {
    expect(commonGround(listed, { protocols, ciphers })).toBe(ground);
  });
});
