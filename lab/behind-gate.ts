import { prefixListId } from './account/ec2/prefix-lists.ts';
import type { DistributionFixture, OriginFixture } from './account/fixture/cloudfront.ts';
import type { LoadBalancerFixture } from './account/fixture/load-balancer.ts';
import type { InboundRuleFixture } from './account/fixture/network.ts';
import type { AccountFixture } from './account/fixture.ts';
import type { Authority } from './authority.ts';
import type { Staging } from './case.ts';
import { alb, certificateArn, inAcm, REGION, shop } from './estate.ts';
import { behindBalancer } from './staging.ts';

/** The security group before the lab's load balancer. */
export const GROUP = 'sg-0a1b2c3d4e5f60718';

/** Ids of CloudFront's lists in the load balancer's Region. */
export const ORIGIN_FACING = prefixListId(REGION, 'com.amazonaws.global.cloudfront.origin-facing');
export const ORIGIN_FACING_IPV6 = prefixListId(REGION, 'com.amazonaws.global.ipv6.cloudfront.origin-facing');

type More = {
  readonly balancer?: Partial<LoadBalancerFixture>;
  readonly origin?: Partial<OriginFixture>;
  readonly account?: Partial<AccountFixture>;
};

/** The lab's load balancer, sound in every other way, behind a security group with these rules; our packets are dropped. */
export async function behindGate(
  authority: Authority,
  inbound: readonly InboundRuleFixture[],
  { balancer, origin, account }: More = {},
): Promise<Staging> {
  const leaf = await authority.issue({ names: ['origin.example.com'] });
  const certificates = [inAcm(leaf, certificateArn(1))];
  const distributions: DistributionFixture[] = [
    shop({ origins: [{ id: 'web', domainName: 'origin.example.com', ...origin }] }),
  ];
  return behindBalancer(
    'firewall',
    { certificates },
    {
      limits: { connectMs: 400 },
      account: {
        distributions,
        loadBalancers: [alb({ securityGroups: [GROUP], ...balancer })],
        securityGroups: [{ region: REGION, id: GROUP, name: 'shop-alb-public', inbound }],
        ...account,
      },
    },
  );
}
