import { describe, expect, test } from '@jest/globals';
import type { TrustPath } from '../../lambda/model/certificate.ts';
import { chainIncomplete as rule } from '../../lambda/rules/chain-incomplete.ts';
import { chainUntrusted } from '../../lambda/rules/chain-untrusted.ts';
import {
  behindLoadBalancer,
  CERTIFICATE_ARN,
  certificate,
  completedDial,
  failedDial,
  finding,
  handshakes,
  managedCertificate,
  observed,
  originEvidence,
  verdict,
} from '../evidence.ts';

const PATH: TrustPath = {
  kind: 'incomplete',
  missingIssuer: 'CN=Example Public CA 2, O=Example Trust',
  at: 0,
  issuerUrl: 'http://ca.example/ca2.der?a=1&b=2',
};
const dial = (path: TrustPath = PATH, address = '203.0.113.8') =>
  completedDial({ address }, { chain: [certificate()], path });

describe('chain-incomplete', () => {
  test('found: who is missing, where to get it, and that it may be a private CA', () => {
    const found = finding(rule, originEvidence({ handshakes: handshakes(dial()) }));
    expect(found.title).toBe(
      'The certificate chain on origin.example.com is incomplete: Example Public CA 2 is missing',
    );
    expect(found.certainty).toBe('proven');
    expect(found.explanation).toContain('Browsers fetch it');
    expect(found.evidence.at(-1)).toBe(
      'Missing: CN=Example Public CA 2, O=Example Trust (if that is a private CA, no chain will do)',
    );
    expect(found.remedy[0]?.command).toContain("-o issuer.der 'http://ca.example/ca2.der?a=1&b=2' &&");
    expect(found.remedy[1]?.action).toContain('`ssl_certificate` = fullchain.pem');
    expect(found.deadEnds.map(({ tempting }) => tempting).join()).toContain('browser');
  });

  test('an issuer that is nowhere on the web is not fetched', () => {
    for (const issuerUrl of ['ldap://ca/cn=x', 'file:///etc/passwd', 'http://a\nb', undefined]) {
      const { remedy } = finding(rule, originEvidence({ handshakes: handshakes(dial({ ...PATH, issuerUrl })) }));
      expect(remedy[0]?.command).toBeUndefined();
      expect(remedy[0]?.action).toContain("authority's own pages");
    }
  });

  test('ruled out: complete; and not the untrusted one, nor the other way round', () => {
    expect(verdict(rule, originEvidence()).kind).toBe('ruled-out');
    expect(verdict(chainUntrusted, originEvidence({ handshakes: handshakes(dial()) })).kind).toBe('ruled-out');
    const untrusted = dial({ kind: 'untrusted', anchor: 'CN=Corp Root' });
    expect(verdict(rule, originEvidence({ handshakes: handshakes(untrusted) })).kind).toBe('ruled-out');
  });

  test('imported to ACM: the same certificate again, with its chain', () => {
    const certificates = observed([managedCertificate({ type: 'IMPORTED' })]);
    const seen = { handshakes: handshakes(dial()), ...behindLoadBalancer({ certificates }) };
    const commands = finding(rule, originEvidence(seen)).remedy.map(({ command }) => command);
    expect(commands[1]).toBe(
      `aws acm import-certificate --region eu-west-1 --certificate-arn ${CERTIFICATE_ARN} --certificate fileb://cert.pem --private-key fileb://key.pem --certificate-chain fileb://chain.pem`,
    );
  });

  test('partial and unseen', () => {
    expect(finding(rule, originEvidence({ handshakes: handshakes(completedDial(), dial()) })).title).toMatch(
      / on 1 of 2 addresses$/,
    );
    const none = handshakes(failedDial({ kind: 'malformed', what: 'record' }));
    expect(verdict(rule, originEvidence({ handshakes: none })).kind).toBe('not-judged');
  });
});
