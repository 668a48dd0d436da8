import { expect, test } from '@jest/globals';
import { loadBalancerNotActive as rule } from '../../lambda/rules/load-balancer-not-active.ts';
import {
  behindLoadBalancer,
  finding,
  LOAD_BALANCER_ARN,
  loadBalancer,
  observed,
  originEvidence,
  verdict,
  vpcConnection,
} from '../evidence.ts';

const of = (state: string) => originEvidence(behindLoadBalancer({ loadBalancer: observed(loadBalancer({ state })) }));

test.each([
  ['failed', 'it could not be set up'],
  ['provisioning', 'it is still being set up'],
])('one that is %s is likely why', (state, why) => {
  const said = verdict(rule, of(state));
  expect(said).toMatchObject({
    kind: 'found',
    finding: {
      certainty: 'likely',
      title: `Load balancer shop is not active: AWS says ${state}`,
      explanation: expect.stringContaining(why),
      witness: { kind: 'load-balancer', key: LOAD_BALANCER_ARN },
    },
  });
  expect(said).not.toHaveProperty('lastResort');
});

test('one that is impaired leads only where nothing else does', () => {
  expect(verdict(rule, of('active_impaired'))).toMatchObject({ kind: 'found', lastResort: true });
});

test('the command names the load balancer by its ARN, in its Region', () => {
  expect(finding(rule, of('failed')).remedy[0]?.command).toContain(
    `--region eu-west-1 --load-balancer-arns ${LOAD_BALANCER_ARN}`,
  );
});

test('an active one is not, behind a VPC origin neither; without a load balancer there is nothing to say', () => {
  expect(verdict(rule, of('active')).kind).toBe('ruled-out');
  const inside = originEvidence(behindLoadBalancer(), { connection: vpcConnection() });
  expect(verdict(rule, inside).kind).toBe('ruled-out');
  expect(verdict(rule, originEvidence()).kind).toBe('not-applicable');
});
