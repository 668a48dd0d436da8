import { describe, expect, test } from '@jest/globals';
import type { ListenerState } from '../../lambda/model/load-balancer.ts';
import { listenerMissing } from '../../lambda/rules/listener-missing.ts';
import {
  behindLoadBalancer,
  CANDIDATE_ARN,
  CANDIDATES,
  customConnection,
  finding,
  LOAD_BALANCER_ARN,
  listener,
  loadBalancer,
  notApplicable,
  observed,
  originEvidence,
  unavailable,
  verdict,
  vpcConnection,
} from '../evidence.ts';

type Others = Extract<ListenerState, { kind: 'missing' }>['others'];

function missing(others: Others, port = 443) {
  return behindLoadBalancer({
    listener: observed({ kind: 'missing', port, others }),
    certificates: notApplicable(),
    candidates: notApplicable(),
  });
}

const HTTP = { port: 80, protocol: 'HTTP' };

describe('a load balancer without a listener on the port that CloudFront dials', () => {
  test('is proven by what it listens on, and names that', () => {
    const found = finding(listenerMissing, originEvidence(missing([HTTP, { port: 8080, protocol: 'HTTP' }])));
    expect(found).toMatchObject({
      certainty: 'proven',
      title: 'Nothing listens on port 443 of load balancer shop, which CloudFront dials',
      witness: { kind: 'load-balancer', key: `${LOAD_BALANCER_ARN}:443` },
      evidence: ['Listeners of shop in eu-west-1: 80 (HTTP) and 8080 (HTTP)'],
    });
  });

  test('says so where it has no listener at all', () => {
    expect(finding(listenerMissing, originEvidence(missing([]))).explanation).toContain('no listener at all');
  });

  test('is ruled out where one is there, whatever its protocol: that is another cause', () => {
    const plain = behindLoadBalancer({ listener: observed(listener({ protocol: 'HTTP' })) });
    expect(verdict(listenerMissing, originEvidence(plain)).kind).toBe('ruled-out');
  });

  test('is not judged where the listeners could not be read', () => {
    const denied = behindLoadBalancer({ listener: unavailable('denied', 'elasticloadbalancing:DescribeListeners') });
    expect(verdict(listenerMissing, originEvidence(denied))).toMatchObject({
      kind: 'not-judged',
      permission: 'elasticloadbalancing:DescribeListeners',
    });
  });

  test('means nothing where no load balancer is known: a refused port is another cause', () => {
    expect(verdict(listenerMissing, originEvidence()).kind).toBe('not-applicable');
  });
});

describe('the remedy', () => {
  const commandsOf = (...[seen, from]: Parameters<typeof originEvidence>) =>
    finding(listenerMissing, originEvidence(seen, from)).remedy.map(({ command }) => command ?? '');

  test('points CloudFront at a TLS listener that exists, before anything is created', () => {
    const [first, ...rest] = commandsOf(missing([HTTP, { port: 8443, protocol: 'HTTPS' }]));
    expect(first).toContain('.CustomOriginConfig.HTTPSPort = 8443');
    expect(rest.join()).toContain('create-listener');
  });

  test('points the VPC origin at it where that names the port', () => {
    const [first] = commandsOf(missing([{ port: 8443, protocol: 'HTTPS' }]), { connection: vpcConnection() });
    expect(first).toContain('aws cloudfront update-vpc-origin --id vo_1');
    expect(first).toContain('.HTTPSPort = 8443');
  });

  test('creates an HTTPS listener with a policy that CloudFront can speak', () => {
    const [choose, groups, create] = commandsOf(missing([HTTP]));
    expect(choose).toContain('aws acm list-certificates --region eu-west-1');
    expect(groups).toContain(LOAD_BALANCER_ARN);
    expect(create).toContain(`--load-balancer-arn ${LOAD_BALANCER_ARN} --protocol HTTPS --port 443`);
    expect(create).toContain('--ssl-policy ELBSecurityPolicy-TLS13-1-2-2021-06');
  });

  test('uses a good certificate that is known', () => {
    const commands = commandsOf({ ...missing([HTTP]), candidates: CANDIDATES });
    expect(commands.join()).toContain(`CertificateArn=${CANDIDATE_ARN}`);
    expect(commands.join()).not.toContain('list-certificates');
  });

  test('asks a network load balancer for TLS', () => {
    const network = { ...missing([]), loadBalancer: observed(loadBalancer({ type: 'network' })) };
    expect(commandsOf(network).join()).toContain('--protocol TLS');
  });

  test('creates a plain listener where the distribution wants HTTP only', () => {
    const connection = customConnection({ protocolPolicy: 'http-only' });
    const commands = commandsOf(missing([], 80), { connection }).join();
    expect(commands).toContain('--protocol HTTP --port 80');
    expect(commands).not.toContain('CertificateArn');
  });

  test('or, for HTTP only beside an HTTPS listener, lets CloudFront speak HTTPS', () => {
    const connection = customConnection({ protocolPolicy: 'http-only' });
    const [first] = commandsOf(missing([{ port: 443, protocol: 'HTTPS' }], 80), { connection });
    expect(first).toContain('.OriginProtocolPolicy = "https-only"');
  });
});
