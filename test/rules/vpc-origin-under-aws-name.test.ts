import { describe, expect, test } from '@jest/globals';
import { vpcOriginUnderAwsName as rule } from '../../lambda/rules/vpc-origin-under-aws-name.ts';
import {
  behavior,
  behindLoadBalancer,
  customConnection,
  distribution,
  finding,
  listener,
  managedCertificate,
  observed,
  originEvidence,
  unavailable,
  verdict,
  vpcConnection,
} from '../evidence.ts';

const OWN = 'internal-shop-1234567890.eu-west-1.elb.amazonaws.com';
const named = { domainName: OWN, kind: 'load-balancer', connection: vpcConnection() } as const;
const forwarded = distribution({
  behaviors: [behavior({ hostForwarding: { kind: 'forwarded', by: 'origin-request-policy' } })],
});
const held = (names: readonly string[]) =>
  behindLoadBalancer({ certificates: observed([managedCertificate({ names })]) });

describe('a VPC origin under the load balancer’s own name', () => {
  test('is likely: no certificate can carry it', () => {
    expect(finding(rule, originEvidence(held(['origin.example.com']), named))).toMatchObject({
      certainty: 'likely',
      title: `The VPC origin has the load balancer's own name over HTTPS, which no certificate can carry: ${OWN}`,
      witness: { kind: 'endpoint', key: `${OWN}:443` },
    });
  });

  test.each([
    [['*.example.com', 'shop.example.com'], 'shop.example.com'],
    [['*.example.com'], 'origin.example.com'],
  ])('gets a name that is on the certificate: of %j %s', (names, name) => {
    const [step] = finding(rule, originEvidence(held(names), named)).remedy;
    expect(step?.command).toContain(`.DomainName = "${name}"`);
  });
});

describe('what it is not', () => {
  test('one that is asked for by the viewer’s name', () => {
    expect(verdict(rule, originEvidence(held(['origin.example.com']), named), forwarded).kind).toBe('ruled-out');
  });

  test('a listener that ends no TLS', () => {
    const plain = behindLoadBalancer({ listener: observed(listener({ protocol: 'TCP' })) });
    expect(verdict(rule, originEvidence(plain, named)).kind).toBe('ruled-out');
  });

  test('a name of one’s own, plain HTTP, or an origin that can be dialled', () => {
    const seen = behindLoadBalancer();
    expect(verdict(rule, originEvidence(seen, { connection: vpcConnection() })).kind).toBe('not-applicable');
    const clear = { ...named, connection: vpcConnection({ protocolPolicy: 'http-only' }) };
    expect(verdict(rule, originEvidence(seen, clear)).kind).toBe('not-applicable');
    const dialled = { ...named, connection: customConnection() };
    expect(verdict(rule, originEvidence(seen, dialled)).kind).toBe('not-applicable');
  });

  test('judged where the certificates were not seen', () => {
    expect(verdict(rule, originEvidence(behindLoadBalancer({ certificates: unavailable() }), named)).kind).toBe(
      'not-judged',
    );
  });
});
