import { expect, test } from '@jest/globals';
import type { Listener, LoadBalancer } from '../../lambda/model/load-balancer.ts';
import { vpcOriginUnsupported as rule } from '../../lambda/rules/vpc-origin-unsupported.ts';
import {
  behindLoadBalancer,
  finding,
  LOAD_BALANCER_ARN,
  listener,
  loadBalancer,
  observed,
  originEvidence,
  verdict,
  vpcConnection,
} from '../evidence.ts';

const of = (balancer: Partial<LoadBalancer>, state: Partial<Listener> = {}, connection = vpcConnection()) =>
  originEvidence(
    behindLoadBalancer({ loadBalancer: observed(loadBalancer(balancer)), listener: observed(listener(state)) }),
    { connection },
  );

test.each([
  ['a Gateway Load Balancer', { type: 'gateway' }, {}, 'it is a Gateway Load Balancer'],
  ['a TLS listener', { type: 'network' }, { protocol: 'TLS' }, 'whose listener ends TLS'],
  [
    'dual-stack',
    { type: 'network', addressType: 'dualstack' },
    { protocol: 'TCP' },
    'a dual-stack Network Load Balancer',
  ],
] as const)('%s is likely why', (_what, balancer, state, title) => {
  expect(finding(rule, of(balancer, state))).toMatchObject({
    certainty: 'likely',
    title: expect.stringContaining(title),
    witness: { kind: 'load-balancer', key: LOAD_BALANCER_ARN },
  });
});

test('a dual-stack one is made IPv4 alone, and the way back is told', () => {
  const [first] = finding(rule, of({ type: 'network', addressType: 'dualstack' }, { protocol: 'TCP' })).remedy;
  expect(first?.command).toContain('set-ip-address-type --region eu-west-1');
  expect(first?.undo).toContain('--ip-address-type dualstack');
});

test('an Application Load Balancer, dual-stack too, and a TCP listener are not', () => {
  expect(verdict(rule, of({ addressType: 'dualstack' })).kind).toBe('ruled-out');
  expect(verdict(rule, of({ type: 'network' }, { protocol: 'TCP' })).kind).toBe('ruled-out');
});

test('outside a VPC origin nothing is excluded', () => {
  const outside = behindLoadBalancer({ loadBalancer: observed(loadBalancer({ type: 'network' })) });
  expect(verdict(rule, originEvidence(outside)).kind).toBe('not-applicable');
});
