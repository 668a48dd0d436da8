import { describe, expect, test } from '@jest/globals';
import { certificateSelfSigned } from '../../lambda/rules/certificate-self-signed.ts';
import { chainUntrusted as rule } from '../../lambda/rules/chain-untrusted.ts';
import {
  behindLoadBalancer,
  completedDial,
  failedDial,
  finding,
  handshakes,
  managedCertificate,
  observed,
  originEvidence,
  verdict,
} from '../evidence.ts';

const dial = completedDial(
  { serverName: 'www.example.com' },
  { path: { kind: 'untrusted', anchor: 'CN=Corp Root, O=Corp' } },
);

describe('chain-untrusted', () => {
  test('found: the root is named', () => {
    const found = finding(rule, originEvidence({ handshakes: handshakes(dial) }));
    expect(found.title).toBe(
      'The certificate on origin.example.com comes from an authority that CloudFront does not trust',
    );
    expect(found.certainty).toBe('proven');
    expect(found.explanation).toContain('Corp Root');
    expect(found.evidence.at(-1)).toBe('Leads to: CN=Corp Root, O=Corp');
    expect(found.deadEnds[0]?.tempting).toContain('private CA');
  });

  test('ruled out where the path is trusted; not the self-signed one', () => {
    expect(verdict(rule, originEvidence()).kind).toBe('ruled-out');
    expect(verdict(certificateSelfSigned, originEvidence({ handshakes: handshakes(dial) })).kind).toBe('ruled-out');
    const own = completedDial({}, { path: { kind: 'self-signed' } });
    expect(verdict(rule, originEvidence({ handshakes: handshakes(own) })).kind).toBe('ruled-out');
  });

  test('a private certificate of ACM is named as such', () => {
    const certificates = observed([managedCertificate({ type: 'PRIVATE' })]);
    const seen = { handshakes: handshakes(dial), ...behindLoadBalancer({ certificates }) };
    const found = finding(rule, originEvidence(seen));
    expect(found.explanation).toContain('private certificate');
    expect(found.remedy[0]?.command).toContain('aws acm request-certificate --region eu-west-1');
  });

  test('partial: only for one name; and unseen', () => {
    expect(finding(rule, originEvidence({ handshakes: handshakes(completedDial(), dial) })).title).toMatch(
      / only for www\.example\.com$/,
    );
    const none = handshakes(failedDial({ kind: 'not-tls', firstBytes: 'HTTP/1.1 400' }));
    expect(verdict(rule, originEvidence({ handshakes: none })).kind).toBe('not-judged');
  });
});
