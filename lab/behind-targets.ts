import type { TargetGroupFixture } from './account/fixture/target-group.ts';
import type { Authority } from './authority.ts';
import type { Staging } from './case.ts';
import { alb, certificateArn, inAcm } from './estate.ts';
import { tlsOrigin } from './origins/tls.ts';
import { behindBalancer } from './staging.ts';

/** The lab's load balancer answers every request with this status by itself, and has these target groups. */
export async function behindTargets(
  authority: Authority,
  status: number,
  targetGroups: readonly TargetGroupFixture[],
  balancer: Parameters<typeof alb>[0] = {},
): Promise<Staging> {
  const leaf = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048' });
  const certificates = [inAcm(leaf, certificateArn(1), { keyAlgorithm: 'RSA_2048' })];
  const answer = { status, headers: { server: 'awselb/2.0' } };
  const loadBalancers = [alb({ targetGroups, ...balancer })];
  return behindBalancer(
    tlsOrigin({ chain: [leaf, authority.intermediate], answer }),
    { certificates },
    { account: { loadBalancers } },
  );
}
