import { describe, expect, test } from '@jest/globals';
import type { Digest, Served } from '../lambda/model/incident.ts';
import { replacedInWords, replacedSince, withHistory } from '../lambda/replaced.ts';

const AT = '2026-11-23T12:36:15.490Z';
const OLD: Served = {
  fingerprint: 'aa',
  serial: '0A1B',
  notAfter: '2026-11-20T00:00:00.000Z',
  issuer: 'CN=Amazon RSA 2048 M02, O=Amazon, C=US',
  key: 'RSA 2048',
  originId: 'web',
};
const NEW: Served = {
  fingerprint: 'bb',
  serial: '0C2D',
  notAfter: '2027-02-01T12:00:00.000Z',
  issuer: 'CN=Amazon ECDSA 256 M01, O=Amazon, C=US',
  key: 'EC prime256v1',
  originId: 'web',
};
const digest = (served: Served): Digest => ({
  conclusion: 'inconclusive',
  title: 'x',
  failing: [],
  causes: [],
  examinedAt: AT,
  served,
});
const replaced = (before: Partial<Served>, now: Partial<Served> = {}) =>
  replacedSince(digest({ ...OLD, ...before }), { ...NEW, ...now });

describe('a certificate that stands in the place of another', () => {
  test('is told with serial, issuer and key type, since the last diagnosis', () => {
    expect(replaced({})).toEqual({ before: OLD, now: NEW, since: AT });
    expect(replaced({ seenAt: '2026-11-23T12:00:00.000Z' })?.since).toBe('2026-11-23T12:00:00.000Z');
    expect(replacedInWords({ before: OLD, now: NEW })).toBe(
      'the certificate was replaced: serial 0A1B → 0C2D, issuer Amazon RSA 2048 M02 → Amazon ECDSA 256 M01, RSA 2048 → EC P-256 (CloudFront takes both); the new one ends 1 Feb 2027, 12:00 UTC',
    );
  });

  test('tells of nothing that is the same, or that an older version did not write', () => {
    const renewed = { ...OLD, serial: '0C2D', notAfter: NEW.notAfter };
    const said = 'the certificate was replaced: serial 0A1B → 0C2D; the new one ends 1 Feb 2027, 12:00 UTC';
    expect(replacedInWords({ before: OLD, now: renewed })).toBe(said);
    const { issuer: _, key: __, originId: ___, ...older } = OLD;
    expect(replacedInWords({ before: older, now: NEW })).toBe(said);
    expect(replacedSince(digest(older), NEW)).toBeDefined();
  });

  test('says that CloudFront takes both types of key where AWS names both, and not otherwise', () => {
    const say = (key: string) => replacedInWords({ before: OLD, now: { ...NEW, key } });
    expect(say('Ed25519')).toContain('RSA 2048 → Ed25519;');
    expect(say('EC secp384r1')).toContain('RSA 2048 → EC P-384;');
    expect(say('RSA 4096')).toContain('RSA 2048 → RSA 4096;');
  });

  test.each([
    ['the same one', {}, { fingerprint: 'aa' }],
    ['the old one is served beside it', {}, { also: ['aa'] }],
    ['it was seen beside the old one', { also: ['bb'] }, {}],
    ['another origin', {}, { originId: 'api' }],
  ])('is no news where it is: %s', (_, before, now) => {
    expect(replaced(before, now)).toBeUndefined();
  });

  test('is no news where either is not known', () => {
    expect(replacedSince(digest(OLD), undefined)).toBeUndefined();
    const { served: _, ...bare } = digest(OLD);
    expect(replacedSince(bare, NEW)).toBeUndefined();
  });

  test('of two that come and go is told once', () => {
    const first = withHistory(NEW, OLD);
    expect(first).toEqual({ ...NEW, also: ['aa'] });
    expect(replacedSince(digest(first ?? NEW), OLD)).toBeUndefined();
    expect(withHistory(OLD, first)).toEqual({ ...OLD, also: ['bb'] });
    expect(withHistory(undefined, OLD)).toBe(OLD);
    expect(withHistory(OLD, undefined)).toBe(OLD);
  });
});
