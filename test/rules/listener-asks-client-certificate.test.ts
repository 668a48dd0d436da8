import { describe, expect, test } from '@jest/globals';
import type { Origin } from '../../lambda/model/distribution.ts';
import { listenerAsksClientCertificate as rule } from '../../lambda/rules/listener-asks-client-certificate.ts';
import {
  behindLoadBalancer,
  customConnection,
  finding,
  LISTENER_ARN,
  listener,
  observed,
  originEvidence,
  verdict,
  vpcConnection,
} from '../evidence.ts';

const of = (mutualAuthentication: string, connection: Origin['connection'] = customConnection()) =>
  originEvidence(behindLoadBalancer({ listener: observed(listener({ mutualAuthentication })) }), { connection });

describe('a listener that asks clients for a certificate that CloudFront does not have', () => {
  test('is proven where it verifies them', () => {
    const said = verdict(rule, of('verify'));
    expect(said).toMatchObject({
      kind: 'found',
      finding: {
        certainty: 'proven',
        title: 'The listener on port 443 of shop demands a client certificate, and CloudFront has none for it',
        witness: { kind: 'listener', key: LISTENER_ARN },
      },
    });
    expect(said).not.toHaveProperty('lastResort');
  });

  test('is likely, after everything else, where it passes them on: the sources differ', () => {
    expect(verdict(rule, of('passthrough'))).toMatchObject({
      kind: 'found',
      lastResort: true,
      finding: { certainty: 'likely', explanation: expect.stringContaining('The sources differ') },
    });
  });

  test('is mended by origin mTLS, or by the listener with the way back', () => {
    const [mtls, off] = finding(rule, of('verify')).remedy;
    expect(mtls?.command).toContain('OriginMtlsConfig');
    expect(off?.command).toContain(`--listener-arn ${LISTENER_ARN} --mutual-authentication Mode=off`);
    expect(off?.action).toContain('now: verify');
  });

  test('is mended by the listener alone behind a VPC origin, which can have no client certificate', () => {
    const { remedy } = finding(rule, of('verify', vpcConnection()));
    expect(remedy.map(({ command }) => command?.split(' ')[2])).toEqual(['modify-listener']);
  });
});

describe('what it is not', () => {
  test('mutual authentication switched off', () => {
    expect(verdict(rule, of('off')).kind).toBe('ruled-out');
  });

  test('a listener that CloudFront has a certificate for', () => {
    const connection = customConnection({ clientCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/c' });
    expect(verdict(rule, of('verify', connection)).kind).toBe('ruled-out');
  });

  test('judged without a listener', () => {
    expect(verdict(rule, originEvidence()).kind).toBe('not-applicable');
  });
});
