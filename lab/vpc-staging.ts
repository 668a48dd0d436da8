import type { CertificateFixture } from './account/fixture/certificate.ts';
import type { OriginFixture, VpcOriginFixture } from './account/fixture/cloudfront.ts';
import type { InstanceFixture } from './account/fixture/instance.ts';
import type { ListenerFixture, LoadBalancerFixture } from './account/fixture/load-balancer.ts';
import type { InboundRuleFixture } from './account/fixture/network.ts';
import type { AccountFixture } from './account/fixture.ts';
import { INSTANCE_GROUP, INSTANCE_ID } from './behind-address.ts';
import type { Staging } from './case.ts';
import { ACCOUNT, ALB, alb, REGION, shop } from './estate.ts';

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

/** The group that AWS makes for CloudFront's interfaces in the lab's network, and another one. */
export const SERVICE_GROUP = 'sg-0cf0cf0cf0cf0cf0c';
export const APP_GROUP = 'sg-0a99a99a99a99a99a';

/** One distribution before a VPC origin, the lab's instance, whose security group has these rules. */
export function behindInstance(instance: Partial<InstanceFixture>, inbound: readonly InboundRuleFixture[]): Staging {
  return behindVpcOrigin({
    vpcOrigin: { endpointArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/${INSTANCE_ID}` },
    account: {
      loadBalancers: [],
      instances: [{ region: REGION, id: INSTANCE_ID, securityGroups: [INSTANCE_GROUP], ...instance }],
      securityGroups: [
        { region: REGION, id: INSTANCE_GROUP, name: 'web', inbound },
        { region: REGION, id: SERVICE_GROUP, name: 'CloudFront-VPCOrigins-Service-SG' },
        { region: REGION, id: APP_GROUP, name: 'old-alb' },
      ],
    },
  });
}
