import { describe, expect, test } from '@jest/globals';
import type { FollowUp, Handshake, HandshakeOutcome } from '../../lambda/model/handshake.ts';
import { certificateKeyUnsupported } from '../../lambda/rules/certificate-key-unsupported.ts';
import {
  behindLoadBalancer,
  certificate,
  completedDial,
  customConnection,
  distribution,
  failedDial,
  finding,
  handshakes,
  intermediate,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const ALERT: HandshakeOutcome = { kind: 'alert', code: 40, description: 'handshake_failure' };

/** Refused, and completed when everything was offered, with a leaf of this key. */
const shown = (key: string, more: Partial<Extract<FollowUp['outcome'], { kind: 'completed' }>> = {}, where = {}) => ({
  ...failedDial(ALERT, where),
  followUps: [
    {
      asked: 'anything' as const,
      outcome: {
        kind: 'completed' as const,
        protocol: 'TLSv1.3',
        cipher: 'TLS_AES_128_GCM_SHA256',
        group: 'X25519',
        chain: [certificate({ key }), intermediate()],
        ...more,
      },
    },
  ],
});
const served = (key: string) => completedDial({}, { chain: [certificate({ key }), intermediate()] });
const seen = (...dials: readonly Handshake[]) => originEvidence({ handshakes: handshakes(...dials) });

describe('a key that CloudFront does not take', () => {
  test.each(['Ed25519', 'Ed448'])('%s is found by the certificate that a wider offer is shown, and proven', (key) => {
    const found = finding(certificateKeyUnsupported, seen(shown(key)));
    expect(found).toMatchObject({
      certainty: 'proven',
      title: `The certificate on origin.example.com has a key that CloudFront cannot use: ${key}`,
      witness: { kind: 'certificate', key: certificate({ key }).fingerprint },
      explanation: expect.stringContaining('TLS alert 40 (handshake_failure)'),
    });
    expect(found.evidence).toEqual([
      expect.stringContaining('Served: CN=origin.example.com'),
      expect.stringContaining('203.0.113.7:443'),
      `Key: ${key}`,
    ]);
    expect(found.remedy[0]?.command).toContain('ec_paramgen_curve:prime256v1 -nodes');
  });

  test('P-521 below TLS 1.3 is likely: there the groups that CloudFront offers bind the certificate too', () => {
    const old = { protocol: 'TLSv1.2', cipher: 'ECDHE-ECDSA-AES128-GCM-SHA256', group: 'prime256v1' };
    expect(verdict(certificateKeyUnsupported, seen(shown('EC secp521r1', old)))).toMatchObject({
      kind: 'found',
      leads: true,
      finding: { certainty: 'likely' },
    });
  });

  test('on a load balancer another certificate goes onto the listener', () => {
    const dials = handshakes(shown('Ed25519'));
    const [step] = finding(certificateKeyUnsupported, originEvidence(behindLoadBalancer({ handshakes: dials }))).remedy;
    expect(step?.command).toContain('aws acm request-certificate');
  });

  test('says on which addresses, and good ones do not hide it', () => {
    expect(
      finding(certificateKeyUnsupported, seen(completedDial(), shown('Ed25519', {}, { address: '203.0.113.8' }))),
    ).toMatchObject({
      title: expect.stringContaining('on 1 of 2 addresses'),
      reach: { failing: 1, seen: 2, of: ['203.0.113.8'] },
    });
  });

  test("does not lead for the distribution's own name where an alias is served", () => {
    const own = { serverName: distribution().domainName, hostForwarded: 'yes', address: '203.0.113.8' };
    const alias = completedDial({ serverName: 'www.example.com', hostForwarded: 'yes' });
    expect(verdict(certificateKeyUnsupported, seen(alias, shown('Ed25519', {}, own)))).toMatchObject({ leads: false });
  });
});

describe("a key beyond AWS's page that AWS's library takes", () => {
  test.each(['EC secp384r1', 'EC secp521r1', 'RSA 8192', 'RSA 512'])('%s is told and never leads', (key) => {
    const said = verdict(certificateKeyUnsupported, seen(served(key)));
    expect(said).toMatchObject({ kind: 'found', leads: false, finding: { certainty: 'likely' } });
    expect(finding(certificateKeyUnsupported, seen(served(key))).explanation).toContain(
      "AWS's own TLS library takes it",
    );
  });

  test.each(['RSA 1024', 'RSA 2048', 'RSA 3072', 'RSA 4096', 'RSA-PSS 2048', 'EC prime256v1'])('%s is fine', (key) => {
    expect(verdict(certificateKeyUnsupported, seen(served(key))).kind).toBe('ruled-out');
  });
});

describe('what is no matter of the key', () => {
  test.each([
    ['a group: another key', shown('RSA 2048', { group: 'secp521r1' })],
    ['a cipher: another key', shown('EC prime256v1', { cipher: 'ECDHE-ECDSA-CHACHA20-POLY1305' })],
    ['a signature scheme: another key', shown('EC prime256v1')],
    ['P-521 over TLS 1.3', shown('EC secp521r1')],
    ['evidence without the chain', shown('Ed25519', { chain: undefined })],
  ])('%s', (_what, dial) => {
    expect(verdict(certificateKeyUnsupported, seen(dial)).kind).not.toBe('found');
  });

  test('a refusal that nothing helped is not judged, nor what was not seen; over HTTP it has no meaning', () => {
    expect(verdict(certificateKeyUnsupported, seen(failedDial(ALERT))).kind).toBe('not-judged');
    expect(verdict(certificateKeyUnsupported, originEvidence({ handshakes: unavailable() })).kind).toBe('not-judged');
    const connection = customConnection({ protocolPolicy: 'http-only' });
    expect(verdict(certificateKeyUnsupported, originEvidence({}, { connection })).kind).toBe('not-applicable');
  });
});
