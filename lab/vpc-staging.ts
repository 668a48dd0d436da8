import type { CertificateFixture } from './account/fixture/certificate.ts';
import type { OriginFixture, VpcOriginFixture } from './account/fixture/cloudfront.ts';
import type { ListenerFixture, LoadBalancerFixture } from './account/fixture/load-balancer.ts';
import type { AccountFixture } from './account/fixture.ts';
import type { Staging } from './case.ts';
import { ALB, alb, shop } from './estate.ts';

/** The lab's VPC origin. */
export const VPC_ORIGIN_ID = 'vo_k8rEXAMPLE';

/** What stands behind the VPC origin, and how it is set. */
type Behind = {
  readonly certificates?: readonly CertificateFixture[];
  readonly listener?: Partial<ListenerFixture>;
  readonly balancer?: Partial<LoadBalancerFixture>;
  readonly vpcOrigin?: Partial<VpcOriginFixture>;
  readonly origin?: Partial<OriginFixture>;
  readonly account?: Partial<AccountFixture>;
};

/** One distribution before a VPC origin, the lab's application load balancer made internal. Nothing can be dialled. */
export function behindVpcOrigin({ certificates, listener, balancer, vpcOrigin, origin, account }: Behind): Staging {
  return {
    dns: { 'origin.example.com': { a: ['10.0.12.7'] } },
    origins: [],
    account: {
      distributions: [
        shop({ origins: [{ id: 'private', domainName: 'origin.example.com', vpcOriginId: VPC_ORIGIN_ID, ...origin }] }),
      ],
      vpcOrigins: [{ id: VPC_ORIGIN_ID, endpointArn: ALB.arn, ...vpcOrigin }],
      loadBalancers: [alb({ scheme: 'internal', dnsName: `internal-${ALB.dnsName}`, listener, ...balancer })],
      certificates: certificates ?? [],
      ...account,
    },
  };
}
