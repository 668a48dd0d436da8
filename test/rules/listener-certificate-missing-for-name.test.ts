import { describe, expect, test } from '@jest/globals';
import type { Handshake } from '../../lambda/model/handshake.ts';
import type { Listener, ManagedCertificate } from '../../lambda/model/load-balancer.ts';
import { listenerCertificateMissingForName } from '../../lambda/rules/listener-certificate-missing-for-name.ts';
import {
  behindLoadBalancer,
  CANDIDATE_ARN,
  CANDIDATES,
  CERTIFICATE_ARN,
  certificate,
  completedDial,
  failedDial,
  finding,
  handshakes,
  intermediate,
  LISTENER_ARN,
  listener,
  managedCertificate,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const rule = listenerCertificateMissingForName;
/** The listener's default certificate. */
const INTERNAL = certificate({ commonName: 'internal.example.com' });
const managed = managedCertificate({ domainName: 'internal.example.com', names: ['internal.example.com'] });

const asks = (serverName: string, leaf = INTERNAL) => completedDial({ serverName }, { chain: [leaf, intermediate()] });

function on(
  dials: readonly Handshake[],
  certificates: readonly ManagedCertificate[] = [managed],
  state: Partial<Listener> = {},
) {
  return behindLoadBalancer({
    handshakes: handshakes(...dials),
    listener: observed(listener(state)),
    certificates: observed(certificates),
  });
}

describe('a listener that shows its default certificate for want of a better one', () => {
  test('is proven where none of its certificates, all described, covers the name', () => {
    expect(finding(rule, originEvidence(on([asks('origin.example.com')])))).toMatchObject({
      certainty: 'proven',
      title: 'The listener on port 443 has no certificate for origin.example.com, it shows its default one',
      witness: { kind: 'listener', key: LISTENER_ARN },
      reach: { failing: 1, seen: 1, of: ['origin.example.com'] },
    });
  });

  test('for one of several names says which', () => {
    const good = certificate({ commonName: 'www.example.com', serial: '55' });
    const evidence = on([asks('www.example.com', good), asks('api.example.com')]);
    expect(finding(rule, originEvidence(evidence))).toMatchObject({
      title: expect.stringContaining('no certificate for api.example.com'),
      reach: { failing: 1, seen: 2, of: ['api.example.com'] },
    });
  });

  test.each([
    [
      'one of its certificates is not described (IAM)',
      {
        certificates: [
          { arn: CERTIFICATE_ARN, isDefault: true },
          { arn: 'arn:aws:iam::111122223333:server-certificate/other', isDefault: false },
        ],
      },
    ],
    ['its list was not read to the end', { certificatesCut: { reason: 'denied' } }],
  ])('is likely where %s', (_why, state) => {
    const evidence = originEvidence(on([asks('origin.example.com')], [managed], state));
    expect(finding(rule, evidence).certainty).toBe('likely');
  });

  test('is likely where CloudFront may never send the name: the policy that decides it was not read', () => {
    const dial = asks('www.example.com');
    const unsure = { ...dial, target: { ...dial.target, hostForwarded: 'unknown' } } as const;
    expect(finding(rule, originEvidence(on([unsure]))).certainty).toBe('likely');
  });

  test('is likely where one that covers the name is on the listener and was not served', () => {
    const added = managedCertificate({ arn: 'arn:added', serial: '66' });
    const state = {
      certificates: [
        { arn: CERTIFICATE_ARN, isDefault: true },
        { arn: 'arn:added', isDefault: false },
      ],
    };
    const found = finding(rule, originEvidence(on([asks('origin.example.com')], [managed, added], state)));
    expect(found.certainty).toBe('likely');
    expect(found.explanation).toContain('may have been added a moment ago');
    expect(found.remedy.map(({ command }) => command).join()).not.toContain('request-certificate');
  });
});

describe('what it is not', () => {
  test('a certificate that covers the name', () => {
    expect(verdict(rule, originEvidence(on([completedDial()], [managedCertificate()]))).kind).toBe('ruled-out');
  });

  test('a mismatch shown by something else than the listener’s default certificate', () => {
    const other = certificate({ commonName: 'elsewhere.example.net', serial: '77' });
    expect(verdict(rule, originEvidence(on([asks('origin.example.com', other)]))).kind).toBe('ruled-out');
  });

  test.each(['d111111abcdef8.cloudfront.net', 'shop-1234567890.eu-west-1.elb.amazonaws.com'])(
    'a mismatch on %s, for which nobody can add a certificate',
    (name) => {
      expect(verdict(rule, originEvidence(on([asks(name)]))).kind).toBe('ruled-out');
    },
  );

  test('a certificate that carries the origin’s domain where that is accepted too', () => {
    const dial = completedDial(
      { serverName: 'www.example.com', acceptedNames: ['www.example.com', 'internal.example.com'] },
      { chain: [INTERNAL, intermediate()] },
    );
    expect(verdict(rule, originEvidence(on([dial]))).kind).toBe('ruled-out');
  });

  test('a mismatch on a server of one’s own, or behind a listener that passes TLS on', () => {
    expect(verdict(rule, originEvidence({ handshakes: handshakes(asks('origin.example.com')) })).kind).toBe(
      'not-applicable',
    );
    const evidence = originEvidence(on([asks('origin.example.com')], [managed], { protocol: 'TCP' }));
    expect(verdict(rule, evidence).kind).toBe('ruled-out');
  });

  test('judged where no certificate came, or the listener was not seen', () => {
    const silent = on([failedDial({ kind: 'timed-out', phase: 'connect' })]);
    expect(verdict(rule, originEvidence(silent)).kind).toBe('not-judged');
    const denied = { ...on([asks('origin.example.com')]), certificates: unavailable() };
    expect(verdict(rule, originEvidence(denied)).kind).toBe('not-judged');
  });
});

describe('the remedy', () => {
  const remedy = (more: Parameters<typeof originEvidence>[0] = {}) =>
    finding(rule, originEvidence({ ...on([asks('origin.example.com')]), ...more }));

  test('adds a good certificate that exists, beside the default one', () => {
    const [first] = remedy({ candidates: CANDIDATES }).remedy;
    expect(first?.command).toBe(
      `aws elbv2 add-listener-certificates --region eu-west-1 --listener-arn ${LISTENER_ARN} --certificates CertificateArn=${CANDIDATE_ARN}`,
    );
  });

  test('else requests one for this name and adds it', () => {
    const commands = remedy().remedy.map(({ command }) => command ?? '');
    expect(commands[0]).toContain('request-certificate --region eu-west-1 --domain-name origin.example.com');
    expect(commands.join()).toContain('add-listener-certificates');
    expect(commands.join()).not.toContain('modify-listener');
  });

  test('warns of replacing the default one', () => {
    expect(remedy().deadEnds[0]?.tempting).toContain('default');
  });
});
