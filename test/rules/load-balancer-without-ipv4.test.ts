import { expect, test } from '@jest/globals';
import type { Resolution } from '../../lambda/model/handshake.ts';
import type { LoadBalancer } from '../../lambda/model/load-balancer.ts';
import { loadBalancerWithoutIpv4 as rule } from '../../lambda/rules/load-balancer-without-ipv4.ts';
import {
  behindLoadBalancer,
  customConnection,
  finding,
  LOAD_BALANCER_ARN,
  loadBalancer,
  ORIGIN,
  observed,
  originEvidence,
  verdict,
} from '../evidence.ts';

const NO_A: Resolution = {
  kind: 'not-found',
  name: ORIGIN,
  cnames: [],
  at: ORIGIN,
  why: 'no-address',
  ipv6: ['2001:db8::1'],
};
const resolved = (...addresses: readonly string[]): Resolution => ({
  kind: 'resolved',
  name: ORIGIN,
  cnames: [],
  addresses,
  cut: 0,
});

function of(resolution: Resolution, more: Partial<LoadBalancer> = {}, connection = customConnection()) {
  const balancer = loadBalancer({ addressType: 'dualstack-without-public-ipv4', ...more });
  const seen = { loadBalancer: observed(balancer), resolution: observed(resolution) };
  return originEvidence(behindLoadBalancer(seen), { connection });
}

test.each([
  ['no IPv4 address', NO_A],
  ['private ones alone', resolved('10.0.1.7')],
])('is proven by the record and DNS, which shows %s', (_what, resolution) => {
  expect(finding(rule, of(resolution))).toMatchObject({
    certainty: 'proven',
    title: 'Load balancer shop has no public IPv4 address, and CloudFront is told to use IPv4 for origin.example.com',
    witness: { kind: 'load-balancer', key: LOAD_BALANCER_ARN },
  });
});

test('is mended in the distribution, or at the load balancer with the way back', () => {
  const [distribution, balancer] = finding(rule, of(NO_A)).remedy;
  expect(distribution?.command).toContain('.CustomOriginConfig.IpAddressType = "dualstack"');
  expect(balancer?.command).toContain(`--load-balancer-arn ${LOAD_BALANCER_ARN} --ip-address-type dualstack`);
});

test('is not where DNS shows a public IPv4 address: something else stands before the load balancer', () => {
  expect(verdict(rule, of(resolved('203.0.113.7'))).kind).toBe('ruled-out');
});

test('is not another address type, an internal load balancer, or an origin that is asked over IPv6', () => {
  expect(verdict(rule, of(NO_A, { addressType: 'dualstack' })).kind).toBe('ruled-out');
  expect(verdict(rule, of(NO_A, { scheme: 'internal' })).kind).toBe('ruled-out');
  expect(verdict(rule, of(NO_A, {}, customConnection({ addressType: 'dualstack' }))).kind).toBe('not-applicable');
});

test('is not judged where DNS did not answer', () => {
  expect(verdict(rule, of({ kind: 'failing', name: ORIGIN, code: 'ESERVFAIL' })).kind).toBe('not-judged');
});
