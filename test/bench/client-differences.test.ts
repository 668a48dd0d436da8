import { describe, expect, test } from '@jest/globals';
import type { ChainCase } from '../../bench/chain-cases.ts';
import { explanation } from '../../bench/client-differences.ts';

const core: ChainCase = {
  id: 'x',
  chain: [0],
  trust: [1],
  hostname: 'example.com',
  hostname_kind: 'DNS',
  time: '2026-06-01T00:00:00Z',
  expected: 'fail',
  causes: ['cert_expired'],
  tier: 'core',
};
const accepted = { accepted: true, why: '' };
const refused = { accepted: false, why: 'name' };

describe('differences of CloudFront’s client', () => {
  test('a weak signature that is accepted is one; an expired certificate never', () => {
    expect(explanation({ ...core, causes: ['cert_weak_signature'] }, accepted, accepted)).toContain('SHA-1');
    expect(
      explanation({ ...core, causes: ['cert_weak_signature', 'cert_expired'] }, accepted, accepted),
    ).toBeUndefined();
    expect(explanation(core, accepted, accepted)).toBeUndefined();
  });

  test('an address as host name is one where it alone was the reason', () => {
    const address: ChainCase = { ...core, hostname: '192.0.2.1', hostname_kind: 'IP', expected: 'ok', causes: [] };
    expect(explanation(address, refused, accepted)).toContain('DNS names only');
    expect(explanation(address, { accepted: false, why: 'untrusted' }, accepted)).toBeUndefined();
  });

  test('openssl’s company explains beyond the core only', () => {
    expect(explanation({ ...core, tier: 'strict' }, accepted, accepted)).toContain('openssl');
    expect(explanation({ ...core, tier: 'strict' }, accepted, refused)).toBeUndefined();
    expect(explanation({ ...core, tier: 'strict' }, accepted, undefined)).toBeUndefined();
  });
});
