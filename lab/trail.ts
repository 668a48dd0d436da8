import type { EventFixture } from './account/fixture/trail.ts';
import { ALB, certificateArn, REGION, SHOP_ID } from './estate.ts';

/** The lab's errors begin six minutes ago, by the whole minute, as CloudFront counts them. */
export function minutesAgo(now: string, minutes: number): string {
  const MINUTE = 60_000;
  return new Date(Math.floor(Date.parse(now) / MINUTE) * MINUTE - minutes * MINUTE).toISOString();
}

/** Somebody put another certificate on the lab's listener. */
export function modifyListener(at: string, more: Partial<EventFixture> = {}): EventFixture {
  return {
    at,
    name: 'ModifyListener',
    source: 'elasticloadbalancing.amazonaws.com',
    region: REGION,
    resources: [
      { type: 'AWS::ElasticLoadBalancingV2::Listener', name: ALB.listenerArn },
      { type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', name: ALB.arn },
    ],
    parameters: { listenerArn: ALB.listenerArn, certificates: [{ certificateArn: certificateArn(1) }] },
    ...more,
  };
}

/** Somebody changed the lab's distribution. The whole configuration goes with such a call, custom headers and all. */
export function updateDistribution(at: string, secret: string, more: Partial<EventFixture> = {}): EventFixture {
  const headers = { quantity: 1, items: [{ headerName: 'X-Origin-Verify', headerValue: secret }] };
  return {
    at,
    name: 'UpdateDistribution',
    source: 'cloudfront.amazonaws.com',
    region: 'us-east-1',
    resources: [{ type: 'AWS::CloudFront::Distribution', name: SHOP_ID }],
    parameters: { id: SHOP_ID, distributionConfig: { origins: { items: [{ id: 'web', customHeaders: headers }] } } },
    ...more,
  };
}

/** Somebody changed a tenant. */
export function updateTenant(at: string, id: string, more: Partial<EventFixture> = {}): EventFixture {
  return {
    at,
    name: 'UpdateDistributionTenant',
    source: 'cloudfront.amazonaws.com',
    region: 'us-east-1',
    resources: [{ type: 'AWS::CloudFront::DistributionTenant', name: id }],
    parameters: { id, parameters: { items: [] } },
    ...more,
  };
}
