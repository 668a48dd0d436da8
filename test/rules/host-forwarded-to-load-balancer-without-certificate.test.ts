import { describe, expect, test } from '@jest/globals';
import type { Handshake } from '../../lambda/model/handshake.ts';
import { hostForwardedToLoadBalancerWithoutCertificate as rule } from '../../lambda/rules/host-forwarded-to-load-balancer-without-certificate.ts';
import {
  behindLoadBalancer,
  CANDIDATE_ARN,
  CANDIDATES,
  completedDial,
  finding,
  handshakes,
  LISTENER_ARN,
  managedCertificate,
  ORIGIN,
  observed,
  originEvidence,
  REGION,
  unavailable,
  verdict,
} from '../evidence.ts';
import { forwarding, sent, shown, VIEWER } from './forwarded.ts';

const behind = (dials: readonly Handshake[], more: Parameters<typeof behindLoadBalancer>[0] = {}) =>
  originEvidence(behindLoadBalancer({ handshakes: handshakes(...dials), ...more }));

describe('Host forwarded to a load balancer without a certificate for it', () => {
  test('is proven where the listener has one for the own name and shows one for neither', () => {
    const found = finding(rule, behind(shown(ORIGIN, 'blog.example.com')), forwarding());
    expect(found).toMatchObject({ certainty: 'proven', witness: { kind: 'listener', key: LISTENER_ARN } });
    expect(found.title).toBe(
      `The viewer's Host is forwarded, and the listener on port 443 has no certificate for ${VIEWER}`,
    );
  });

  test('is likely where it shows the one for the own name: the pages differ', () => {
    const found = finding(rule, behind(shown(ORIGIN, ORIGIN)), forwarding());
    expect(found).toMatchObject({ certainty: 'likely', explanation: expect.stringContaining("AWS's pages differ") });
  });

  test('attaches the certificate that exists for the viewers’ name, else offers both ways', () => {
    const held = { arn: CANDIDATE_ARN, names: [VIEWER], notAfter: '2027-05-01T00:00:00.000Z' };
    const candidates = observed({ region: REGION, certificates: [held], cut: false });
    const [first] = finding(rule, behind(shown(ORIGIN, 'blog.example.com'), { candidates }), forwarding()).remedy;
    expect(first?.command).toContain(`add-listener-certificates --region ${REGION}`);
    expect(first?.command).toContain(CANDIDATE_ARN);
    const { remedy } = finding(
      rule,
      behind(shown(ORIGIN, 'blog.example.com'), { candidates: CANDIDATES }),
      forwarding(),
    );
    expect(remedy[0]?.command).toContain(`--domain-name ${VIEWER}`);
    expect(remedy.at(-1)?.action).toContain('Or stop forwarding');
  });

  test('leaves it to its look-alike where the listener has no certificate for the own name either', () => {
    const certificates = observed([
      managedCertificate({ domainName: 'blog.example.com', names: ['blog.example.com'] }),
    ]);
    const evidence = behind(shown(ORIGIN, 'blog.example.com'), { certificates });
    expect(verdict(rule, evidence, forwarding()).kind).toBe('ruled-out');
  });

  test('is ruled out where the listener has one for the viewers’ name, or Host is not forwarded', () => {
    const certificates = observed([managedCertificate({ names: [ORIGIN, VIEWER] })]);
    const attached = behind(shown(ORIGIN, 'blog.example.com'), { certificates });
    expect(verdict(rule, attached, forwarding()).kind).toBe('ruled-out');
    expect(verdict(rule, behind([completedDial(sent(ORIGIN, ORIGIN, { hostForwarded: 'no' }))])).kind).toBe(
      'ruled-out',
    );
  });

  test('is not judged without the listener, and says nothing where nothing listens', () => {
    const dials = shown(ORIGIN, 'blog.example.com');
    expect(verdict(rule, behind(dials, { listener: unavailable() }), forwarding()).kind).toBe('not-judged');
    const missing = observed({ kind: 'missing', port: 443, others: [] } as const);
    expect(verdict(rule, behind(dials, { listener: missing }), forwarding()).kind).toBe('ruled-out');
  });
});
