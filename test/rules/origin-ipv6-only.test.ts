import { describe, expect, test } from '@jest/globals';
import type { Resolution } from '../../lambda/model/handshake.ts';
import { originIpv6Only } from '../../lambda/rules/origin-ipv6-only.ts';
import { originNameUnresolvable } from '../../lambda/rules/origin-name-unresolvable.ts';
import { customConnection, finding, ORIGIN, observed, originEvidence, verdict } from '../evidence.ts';

const gone = (ipv6?: readonly string[]) => {
  const base = { kind: 'not-found', name: ORIGIN, cnames: [], at: ORIGIN, why: 'no-address' } as const;
  const resolution: Resolution = { ...base, ...(ipv6 && { ipv6 }) };
  return { resolution: observed(resolution) };
};

describe('an origin with IPv6 addresses only', () => {
  test('is proven, and is mended in the distribution', () => {
    const found = finding(originIpv6Only, originEvidence(gone(['2001:db8::7'])));
    expect(found).toMatchObject({ certainty: 'proven', evidence: ['DNS: no A record; AAAA 2001:db8::7'] });
    expect(found.remedy[0]?.command).toContain('.CustomOriginConfig.IpAddressType = "dualstack"');
  });

  test('is not a name that does not resolve, nor the other way round', () => {
    expect(verdict(originNameUnresolvable, originEvidence(gone(['2001:db8::7']))).kind).toBe('ruled-out');
    expect(verdict(originIpv6Only, originEvidence(gone())).kind).toBe('ruled-out');
  });

  test('is ruled out by an address', () => {
    expect(verdict(originIpv6Only, originEvidence()).kind).toBe('ruled-out');
  });

  test('does not apply where CloudFront asks for IPv6 too; is not judged where DNS fails', () => {
    const connection = customConnection({ addressType: 'dualstack' });
    expect(verdict(originIpv6Only, originEvidence(gone(['2001:db8::7']), { connection })).kind).toBe('not-applicable');
    const failing: Resolution = { kind: 'failing', name: ORIGIN, code: 'ESERVFAIL' };
    expect(verdict(originIpv6Only, originEvidence({ resolution: observed(failing) })).kind).toBe('not-judged');
  });
});
