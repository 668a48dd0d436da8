import { describe, expect, test } from '@jest/globals';
import { certificateRevoked } from '../../lambda/rules/certificate-revoked.ts';
import {
  behindLoadBalancer,
  certificate,
  completedDial,
  finding,
  handshakes,
  managedCertificate,
  observed,
  originEvidence,
  verdict,
} from '../evidence.ts';

const REVOKED = managedCertificate({ status: 'REVOKED' });
const seen = (managed = REVOKED) =>
  behindLoadBalancer({ handshakes: handshakes(completedDial()), certificates: observed([managed]) });

describe('a revoked certificate on the listener', () => {
  test('leads where it was served, likely and for want of anything better', () => {
    expect(certificateRevoked.lastResort).toBe(true);
    expect(verdict(certificateRevoked, originEvidence(seen()))).toMatchObject({ leads: true });
    const { certainty, witness, remedy, explanation } = finding(certificateRevoked, originEvidence(seen()));
    expect([certainty, witness.key]).toEqual(['likely', certificate().fingerprint]);
    expect(explanation).toContain('AWS does not say whether CloudFront refuses');
    expect(remedy.map(({ command = '' }) => command).join()).toContain('modify-listener');
  });

  test('is worth a line where another was served', () => {
    const evidence = originEvidence(seen({ ...REVOKED, serial: '99' }));
    expect(verdict(certificateRevoked, evidence)).toMatchObject({ leads: false });
    expect(finding(certificateRevoked, evidence)).toMatchObject({ remedy: [], witness: { key: REVOKED.arn } });
  });

  test('is no expired one', () => {
    const expired = managedCertificate({ status: 'EXPIRED' });
    expect(verdict(certificateRevoked, originEvidence(seen(expired))).kind).toBe('ruled-out');
  });
});
