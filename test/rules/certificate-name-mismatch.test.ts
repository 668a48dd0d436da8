import { describe, expect, test } from '@jest/globals';
import type { AccessLog } from '../../lambda/model/access-log.ts';
import type { Observation } from '../../lambda/model/evidence.ts';
import type { Handshake } from '../../lambda/model/handshake.ts';
import { certificateExpired } from '../../lambda/rules/certificate-expired.ts';
import { certificateNameMismatch as rule } from '../../lambda/rules/certificate-name-mismatch.ts';
import {
  certificate,
  completedDial,
  distribution,
  EXAMINED_AT,
  failedDial,
  finding,
  handshakes,
  ORIGIN,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const OWN = 'd111111abcdef8.cloudfront.net';
const named = (...dnsNames: string[]) => ({ chain: [certificate({ commonName: dnsNames[0], dnsNames })] });
const evidence = (...dials: Handshake[]) => originEvidence({ handshakes: handshakes(...dials) });

/** A dial of a behavior that forwards Host, or may. */
function forwarded(serverName: string, dnsNames: string[], hostForwarded: 'yes' | 'unknown' = 'yes'): Handshake {
  const acceptedNames = [...new Set([serverName, ORIGIN])];
  return completedDial({ serverName, acceptedNames, hostForwarded }, named(...dnsNames));
}

describe('certificate-name-mismatch, Host not forwarded', () => {
  test('found: none of the accepted names is covered; the nearest it carries are told, and how many', () => {
    const names = ['a.test', 'b.test', 'c.test', 'd.test', 'old.example.com', 'e.test', 'f.test'];
    const found = finding(rule, evidence(completedDial({}, named(...names))));
    expect(found).toMatchObject({
      title: 'The certificate on origin.example.com does not cover that name',
      certainty: 'proven',
      witness: { kind: 'endpoint', key: 'origin.example.com:443' },
    });
    expect(found.evidence.at(-1)).toBe('Carries: old.example.com, a.test, b.test, c.test and d.test (7 in all)');
  });

  test('ruled out: covered, by name, by wildcard, or by common name where there is no SAN', () => {
    const bare = certificate({ commonName: ORIGIN, dnsNames: [] });
    const dials = [named(ORIGIN), named('*.example.com'), { chain: [bare] }].map((chain) => completedDial({}, chain));
    for (const dial of dials) expect(verdict(rule, evidence(dial)).kind).toBe('ruled-out');
  });

  test('of an S3 origin, but not of a bucket with dots: what CloudFront does with that is not documented', () => {
    const as = (domainName: string) => {
      const dial = completedDial({ serverName: domainName, acceptedNames: [domainName] }, named('*.s3.amazonaws.com'));
      const from = { domainName, kind: 's3', connection: { type: 's3' } } as const;
      return verdict(rule, originEvidence({ handshakes: handshakes(dial) }, from)).kind;
    };
    expect(as('files.s3.eu-west-1.amazonaws.com')).toBe('found');
    expect(as('tenant.files.s3.eu-west-1.amazonaws.com')).toBe('not-applicable');
  });

  test('a wildcard stands for one label, and names are not compared by their ends', () => {
    for (const name of ['*.com', 'example.com', 'xorigin.example.com', '*.origin.example.com']) {
      expect(verdict(rule, evidence(completedDial({}, named(name)))).kind).toBe('found');
    }
  });

  test.each<[string, Parameters<typeof certificate>[0], string]>([
    ['a wildcard one label too high', { dnsNames: ['*.example.com'] }, 'shop.origin.example.com'],
    ['a wildcard within a label', { dnsNames: ['or*.example.com'] }, ORIGIN],
    ['a wildcard that is not leftmost', { dnsNames: ['origin.*.com'] }, ORIGIN],
    ['a name that ends in a dot', { dnsNames: [`${ORIGIN}.`] }, ORIGIN],
    ['a name in its own script instead of ASCII', { dnsNames: ['münchen.example.com'] }, 'münchen.example.com'],
    ['an address', { dnsNames: ['203.0.113.7'], ipAddresses: ['203.0.113.7'] }, '203.0.113.7'],
    ['the common name beside other names', { commonName: ORIGIN, dnsNames: ['www.example.com'] }, ORIGIN],
    ['the common name beside an address', { commonName: ORIGIN, dnsNames: [], ipAddresses: ['203.0.113.7'] }, ORIGIN],
  ])('%s does not cover', (_what, leaf, serverName) => {
    const dial = completedDial({ serverName }, { chain: [certificate(leaf)] });
    expect(verdict(rule, evidence(dial)).kind).toBe('found');
  });

  test.each<[string, Parameters<typeof certificate>[0], string]>([
    ['another case', { dnsNames: ['ORIGIN.Example.com'] }, 'origin.EXAMPLE.com'],
    ['a dot at the end of what is asked for', { dnsNames: [ORIGIN] }, `${ORIGIN}.`],
    ['ASCII for a name in its own script', { dnsNames: ['xn--mnchen-3ya.example.com'] }, 'münchen.example.com'],
    ['a wildcard for a name in its own script', { dnsNames: ['*.example.com'] }, 'münchen.example.com'],
  ])('%s covers', (_what, leaf, serverName) => {
    const dial = completedDial({ serverName }, { chain: [certificate(leaf)] });
    expect(verdict(rule, evidence(dial)).kind).toBe('ruled-out');
  });

  test('stacks: expired and misnamed are told by both', () => {
    const leaf = certificate({ commonName: 'old.test', dnsNames: ['old.test'], notAfter: '2026-11-01T00:00:00Z' });
    const both = evidence(completedDial({}, { chain: [leaf] }));
    expect(verdict(rule, both).kind).toBe('found');
    expect(verdict(certificateExpired, both).kind).toBe('found');
  });

  test('not an expired certificate with the right name', () => {
    const leaf = certificate({ notAfter: '2026-11-01T00:00:00Z' });
    expect(verdict(rule, evidence(completedDial({}, { chain: [leaf] }))).kind).toBe('ruled-out');
  });

  test('partial: one of two addresses', () => {
    const found = finding(rule, evidence(completedDial(), completedDial({ address: '203.0.113.8' }, named('x.test'))));
    expect(found.title).toBe('The certificate on origin.example.com does not cover that name on 1 of 2 addresses');
    expect(found.reach).toEqual({ failing: 1, seen: 2, of: ['203.0.113.8'] });
  });

  test('unseen: no certificate came', () => {
    expect(verdict(rule, evidence(failedDial({ kind: 'timed-out', phase: 'handshake' }))).kind).toBe('not-judged');
  });
});

describe('certificate-name-mismatch, Host forwarded', () => {
  test('neither Host nor origin covered: proven', () => {
    const found = finding(rule, evidence(forwarded('www.example.com', ['x.test'])));
    expect(found.certainty).toBe('proven');
    expect(found.title).toBe('The certificate on origin.example.com does not cover www.example.com');
  });

  test('only the origin covered: the pages of AWS differ, so likely', () => {
    const found = finding(rule, evidence(forwarded('www.example.com', [ORIGIN])));
    expect(found.certainty).toBe('likely');
    expect(found.explanation).toContain("AWS's pages differ");
    expect(found.references).toHaveLength(2);
  });

  test('the distribution’s own name is a notice while an alias does well', () => {
    const said = verdict(
      rule,
      evidence(forwarded('www.example.com', ['www.example.com']), forwarded(OWN, ['www.example.com'])),
    );
    expect(said).toMatchObject({ kind: 'found', leads: false });
    const found = finding(
      rule,
      evidence(forwarded('www.example.com', ['www.example.com']), forwarded(OWN, ['www.example.com'])),
    );
    expect(found.explanation).toContain('Viewers who come by an alias do not meet this');
    expect(found.reach).toEqual({ failing: 1, seen: 2, of: [OWN] });
  });

  test('it leads where the access logs say that whoever fails comes by it, and many of them', () => {
    const seen = evidence(forwarded('www.example.com', ['www.example.com']), forwarded(OWN, ['www.example.com']));
    const logged = (host: string, count: number) => {
      const failed = [{ status: '502', result: 'OriginConnectError', host, path: '/', count }];
      const times = { from: EXAMINED_AT, to: EXAMINED_AT };
      return observed({ logGroup: 'cf', ...times, total: count, bytesScanned: 9, failed });
    };
    const judged = (accessLog: Observation<AccessLog>) =>
      rule.apply(
        { ...seen, observations: { ...seen.observations, accessLog } },
        { distribution: distribution(), examinedAt: EXAMINED_AT },
      );
    expect(judged(logged(OWN, 40))).toMatchObject({ leads: true, finding: { certainty: 'proven' } });
    expect(judged(logged(OWN, 4))).toMatchObject({ leads: false });
    expect(judged(logged('www.example.com', 40))).toMatchObject({ leads: false });
    expect(judged(unavailable())).toMatchObject({ leads: false });
  });

  test('a failing alias leads without it while another alias does well', () => {
    const of = distribution({ aliases: ['www.example.com', 'shop.example.com'] });
    const dials = [
      forwarded('www.example.com', ['www.example.com']),
      forwarded('shop.example.com', ['www.example.com']),
      forwarded(OWN, ['www.example.com']),
    ];
    expect(verdict(rule, evidence(...dials), of)).toMatchObject({ leads: true });
    expect(finding(rule, evidence(...dials), of)).toMatchObject({
      title: 'The certificate on origin.example.com does not cover shop.example.com',
      certainty: 'proven',
      reach: { failing: 1, seen: 3, of: ['shop.example.com'] },
    });
  });

  test('it leads where there is no alias, and beside aliases that all fail', () => {
    const bare = distribution({ aliases: [] });
    expect(verdict(rule, evidence(forwarded(OWN, ['x.test'])), bare)).toMatchObject({
      leads: true,
      finding: { certainty: 'proven' },
    });
    const both = evidence(forwarded('www.example.com', ['x.test']), forwarded(OWN, ['x.test']));
    expect(verdict(rule, both)).toMatchObject({ leads: true, finding: { reach: { failing: 2, seen: 2 } } });
  });

  test('it leads beside an alias that is refused by an alert, not beside one that never answered', () => {
    const alias = { serverName: 'www.example.com', hostForwarded: 'yes' as const };
    const alert = failedDial({ kind: 'alert', code: 112, description: 'unrecognized_name' }, alias);
    const silent = failedDial({ kind: 'timed-out', phase: 'handshake' }, alias);
    expect(verdict(rule, evidence(alert, forwarded(OWN, ['x.test'])))).toMatchObject({ leads: true });
    expect(verdict(rule, evidence(silent, forwarded(OWN, ['x.test'])))).toMatchObject({ leads: false });
  });

  test('Host forwarded or not is unknown: likely at most, and no accusation while either name is covered', () => {
    const unknown = (covered: string[]) =>
      evidence(...[ORIGIN, 'www.example.com', OWN].map((name) => forwarded(name, covered, 'unknown')));
    expect(verdict(rule, unknown(['x.test']))).toMatchObject({ leads: true, finding: { certainty: 'likely' } });
    expect(verdict(rule, unknown([ORIGIN]))).toMatchObject({ leads: false });
    expect(verdict(rule, unknown(['www.example.com']))).toMatchObject({ leads: false });
  });
});

describe('certificate-name-mismatch, wildcard aliases', () => {
  const of = distribution({ aliases: ['*.example.com'] });

  test('a leaf that carries the wildcard, or a name under it, is well: the own name is a notice', () => {
    for (const name of ['*.example.com', 'www.example.com', '*.EXAMPLE.com']) {
      expect(verdict(rule, evidence(forwarded(OWN, [name])), of)).toMatchObject({ leads: false });
    }
  });

  test('a leaf with no name under it: leads with the own name, likely at most', () => {
    const found = finding(rule, evidence(forwarded(OWN, ['x.test'])), of);
    expect(verdict(rule, evidence(forwarded(OWN, ['x.test'])), of)).toMatchObject({ leads: true });
    expect(found.certainty).toBe('likely');
    expect(found.title).toContain('*.example.com');
    expect(found.explanation).toContain('cannot be dialled');
  });

  test('beside an alias that does well it is a notice', () => {
    const both = distribution({ aliases: ['www.shop.test', '*.example.com'] });
    const said = verdict(rule, evidence(forwarded('www.shop.test', ['www.shop.test'])), both);
    expect(said).toMatchObject({ kind: 'found', leads: false, finding: { certainty: 'likely' } });
  });

  test('nothing is concluded from a list of names that was cut, or where Host is not forwarded', () => {
    const cut = certificate({ dnsNames: ['www.shop.test'], dnsNameCount: 900 });
    const target = { serverName: 'www.shop.test', hostForwarded: 'yes' as const };
    const both = distribution({ aliases: ['www.shop.test', '*.example.com'] });
    expect(verdict(rule, evidence(completedDial(target, { chain: [cut] })), both).kind).toBe('ruled-out');
    expect(verdict(rule, evidence(completedDial()), distribution({ aliases: ['*.shop.test'] })).kind).toBe('ruled-out');
  });
});
