import { describe, expect, test } from '@jest/globals';
import type { Distribution } from '../../lambda/model/distribution.ts';
import type { Handshake } from '../../lambda/model/handshake.ts';
import { loadBalancerNameAsOrigin } from '../../lambda/rules/load-balancer-name-as-origin.ts';
import {
  behavior,
  behindLoadBalancer,
  certificate,
  completedDial,
  customConnection,
  distribution,
  failedDial,
  finding,
  handshakes,
  intermediate,
  LISTENER_ARN,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const NAME = 'shop-1234567890.eu-west-1.elb.amazonaws.com';
const connection = customConnection();

/** The load balancer as origin; it shows a certificate for these names unless the dials say otherwise. */
function balancer(...dials: readonly Handshake[]) {
  return originEvidence(behindLoadBalancer({ handshakes: handshakes(...dials) }), {
    domainName: NAME,
    kind: 'load-balancer',
    connection,
  });
}

const shows = (...dnsNames: string[]) =>
  completedDial(
    { serverName: NAME, behaviors: ['*', '/api/*'] },
    { chain: [certificate({ commonName: dnsNames[0] ?? '', dnsNames }), intermediate()] },
  );

describe("a load balancer's own name as the origin, over HTTPS", () => {
  test('is proven by a certificate that does not carry it', () => {
    expect(finding(loadBalancerNameAsOrigin, balancer(shows('www.example.com')))).toMatchObject({
      certainty: 'proven',
      title: `The origin is the load balancer's own name over HTTPS, which no certificate can carry: ${NAME}`,
      witness: { kind: 'endpoint', key: `${NAME}:443` },
      explanation: expect.stringContaining('Behaviors * and /api/* do not forward Host'),
    });
  });

  test('is likely where a policy that decides the Host header could not be read', () => {
    const dial = shows('www.example.com');
    const unsure = { ...dial, target: { ...dial.target, hostForwarded: 'unknown' } } as const;
    expect(finding(loadBalancerNameAsOrigin, balancer(unsure)).certainty).toBe('likely');
  });

  test('is ruled out where every behavior forwards Host: a mismatch there is another cause', () => {
    const dial = completedDial({ serverName: 'd111111abcdef8.cloudfront.net', hostForwarded: 'yes' });
    expect(verdict(loadBalancerNameAsOrigin, balancer(dial)).kind).toBe('ruled-out');
  });

  test('is ruled out where a certificate carries the name all the same', () => {
    expect(verdict(loadBalancerNameAsOrigin, balancer(shows(NAME))).kind).toBe('ruled-out');
  });

  test('never speaks over plain HTTP, nor of a name of your own before a load balancer', () => {
    const plain = originEvidence(
      {},
      { domainName: NAME, kind: 'load-balancer', connection: customConnection({ protocolPolicy: 'http-only' }) },
    );
    expect(verdict(loadBalancerNameAsOrigin, plain).kind).toBe('not-applicable');
    expect(verdict(loadBalancerNameAsOrigin, originEvidence()).kind).toBe('not-applicable');
  });

  test('is not judged where no dial saw a certificate', () => {
    const silent = failedDial({ kind: 'timed-out', phase: 'connect' }, { serverName: NAME });
    expect(verdict(loadBalancerNameAsOrigin, balancer(silent)).kind).toBe('not-judged');
    const blind = originEvidence(
      { handshakes: unavailable() },
      { domainName: NAME, kind: 'load-balancer', connection },
    );
    expect(verdict(loadBalancerNameAsOrigin, blind).kind).toBe('not-judged');
  });
});

describe('the remedy', () => {
  const remedy = (dial: Handshake, of: Distribution = distribution()) =>
    finding(loadBalancerNameAsOrigin, balancer(dial), of).remedy;

  test('takes a name that the wildcard on the listener covers already: no new certificate', () => {
    const steps = remedy(shows('*.example.com', 'example.com'), distribution({ aliases: [] }));
    expect(steps).toHaveLength(2);
    expect(steps[0]?.action).toContain(`origin.example.com as CNAME of ${NAME}`);
    expect(steps[0]?.verify).toContain('-servername origin.example.com');
    expect(steps[1]?.command).toContain('.DomainName = "origin.example.com"');
  });

  test('else adds a certificate for the new name to the listener, beside the others', () => {
    const steps = remedy(shows('www.example.com'), distribution({ aliases: [] }));
    const commands = steps.map(({ command }) => command ?? '').join('\n');
    expect(commands).toContain('request-certificate --region eu-west-1 --domain-name origin.example.com');
    expect(commands).toContain(`add-listener-certificates --region eu-west-1 --listener-arn ${LISTENER_ARN}`);
    expect(steps.at(-1)?.command).toContain('.DomainName = "origin.example.com"');
  });

  test('offers to forward Host only where the certificate covers every alias', () => {
    const forwards = (aliases: string[]) =>
      remedy(shows('*.example.com'), distribution({ aliases, behaviors: [behavior()] })).some(({ action }) =>
        action.includes('Managed-AllViewer'),
      );
    expect(forwards(['www.example.com', 'shop.example.com'])).toBe(true);
    expect(forwards(['www.example.com', 'www.example.org'])).toBe(false);
    expect(forwards([])).toBe(false);
  });

  test('warns of requesting a certificate for that name', () => {
    const { deadEnds } = finding(loadBalancerNameAsOrigin, balancer(shows('www.example.com')));
    expect(deadEnds[0]?.why).toContain('ACM refuses');
  });
});
