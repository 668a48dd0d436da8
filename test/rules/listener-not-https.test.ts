import { describe, expect, test } from '@jest/globals';
import { listenerNotHttps } from '../../lambda/rules/listener-not-https.ts';
import {
  behindLoadBalancer,
  CANDIDATE_ARN,
  CANDIDATES,
  customConnection,
  finding,
  LISTENER_ARN,
  listener,
  observed,
  originEvidence,
  unavailable,
  verdict,
  vpcConnection,
} from '../evidence.ts';

function on(port: number, protocol: string) {
  return behindLoadBalancer({ listener: observed(listener({ port, protocol, certificates: [] })) });
}

describe('a listener with protocol HTTP on the HTTPS port', () => {
  test('is proven by its own data', () => {
    expect(finding(listenerNotHttps, originEvidence(on(443, 'HTTP')))).toMatchObject({
      certainty: 'proven',
      title: 'Port 443 of load balancer shop speaks plain HTTP, and CloudFront dials it over HTTPS',
      witness: { kind: 'listener', key: LISTENER_ARN },
    });
  });

  test.each(['HTTPS', 'TLS'])('is ruled out by %s', (protocol) => {
    expect(verdict(listenerNotHttps, originEvidence(on(443, protocol))).kind).toBe('ruled-out');
  });

  test.each(['TCP', 'TCP_UDP'])('is not a pass-through listener: behind %s the targets speak TLS', (protocol) => {
    expect(verdict(listenerNotHttps, originEvidence(on(443, protocol))).kind).toBe('ruled-out');
  });

  test('is not a missing one', () => {
    const missing = behindLoadBalancer({ listener: observed({ kind: 'missing', port: 443, others: [] }) });
    expect(verdict(listenerNotHttps, originEvidence(missing)).kind).toBe('ruled-out');
  });

  test('is as it should be where CloudFront speaks plain HTTP too', () => {
    const connection = customConnection({ protocolPolicy: 'http-only' });
    expect(verdict(listenerNotHttps, originEvidence(on(80, 'HTTP'), { connection })).kind).toBe('not-applicable');
  });

  test('is not judged where the listener was not seen', () => {
    const denied = behindLoadBalancer({ listener: unavailable() });
    expect(verdict(listenerNotHttps, originEvidence(denied)).kind).toBe('not-judged');
  });
});

describe('the remedy', () => {
  test('turns this listener into HTTPS, with a good certificate where one is known', () => {
    const evidence = originEvidence({ ...on(443, 'HTTP'), candidates: CANDIDATES });
    const steps = finding(listenerNotHttps, evidence).remedy;
    expect(steps).toHaveLength(1);
    expect(steps[0]?.command).toContain(`--listener-arn ${LISTENER_ARN} --protocol HTTPS --port 443`);
    expect(steps[0]?.command).toContain(`CertificateArn=${CANDIDATE_ARN}`);
  });

  test('first offers port 443 where the distribution dials HTTPS on another', () => {
    const [first] = finding(listenerNotHttps, originEvidence(on(80, 'HTTP'))).remedy;
    expect(first?.command).toContain('.CustomOriginConfig.HTTPSPort = 443');
  });

  test('changes the port of a VPC origin where that is', () => {
    const evidence = originEvidence(on(80, 'HTTP'), { connection: vpcConnection({ httpsPort: 80 }) });
    expect(finding(listenerNotHttps, evidence).remedy[0]?.command).toContain('update-vpc-origin --id vo_1');
  });

  test('warns of http-only', () => {
    const { deadEnds } = finding(listenerNotHttps, originEvidence(on(443, 'HTTP')));
    expect(deadEnds.map(({ tempting }) => tempting)).toContain('Switching the origin to http-only');
  });
});
