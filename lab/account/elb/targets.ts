import type { LoadBalancerFixture } from '../fixture/load-balancer.ts';
import type { TargetFixture, TargetGroupFixture } from '../fixture/target-group.ts';
import { hexOf } from '../names.ts';
import type { Context } from '../service.ts';
import type { Wire } from '../wire/value.ts';
import { loadBalancerArnOf } from './names.ts';

/** A group with its ARN. */
export type PlacedGroup = {
  readonly arn: string;
  readonly balancer: LoadBalancerFixture;
  readonly group: TargetGroupFixture;
};

const HEALTHY: readonly TargetFixture[] = [{ id: '10.0.1.11' }, { id: '10.0.2.12' }];

/** Every group of a load balancer: one for each listener that forwards, and those that rules forward to. */
export function targetGroupsOf(balancer: LoadBalancerFixture, context: Context): readonly PlacedGroup[] {
  const given = balancer.targetGroups ?? [];
  const forwarding = (balancer.listeners ?? []).filter(({ defaultAction }) => !defaultAction);
  const ofListeners = forwarding.map(
    ({ port }) => given.find(({ listenerPort }) => listenerPort === port) ?? { listenerPort: port },
  );
  const ofRules = given.filter(({ listenerPort }) => listenerPort === undefined);
  return [...ofListeners, ...ofRules].map((group) => ({
    arn: targetGroupArnOf(balancer, group, context),
    balancer,
    group,
  }));
}

/** The ARN of a group. */
export function targetGroupArnOf(balancer: LoadBalancerFixture, group: TargetGroupFixture, context: Context): string {
  const { name = balancer.name, listenerPort = name } = group;
  const stem = loadBalancerArnOf(balancer, context).replace(/loadbalancer\/.*/, `targetgroup/${name}/`);
  return `${stem}${hexOf(`${stem} ${listenerPort}`, 16)}`;
}

/** `TargetGroup`. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html */
export function targetGroupOf({ arn, balancer, group }: PlacedGroup, context: Context): Wire {
  const { name = balancer.name, type = 'ip', protocol = 'HTTP', port = 8080, healthPath = '/' } = group;
  const isFunction = type === 'lambda';
  const isHttp = protocol !== 'TCP';
  return {
    TargetGroupArn: arn,
    TargetGroupName: name,
    ...(isFunction ? {} : { Protocol: protocol, Port: port, VpcId: `vpc-${hexOf(balancer.region, 17)}` }),
    ...(isFunction ? {} : { HealthCheckProtocol: protocol, HealthCheckPort: 'traffic-port' }),
    HealthCheckEnabled: !isFunction,
    HealthCheckIntervalSeconds: isFunction ? 35 : 30,
    HealthCheckTimeoutSeconds: isFunction ? 30 : 5,
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
    ...(isHttp && { HealthCheckPath: healthPath, Matcher: { HttpCode: '200' } }),
    LoadBalancerArns: [loadBalancerArnOf(balancer, context)],
    TargetType: type,
    ...(isHttp && !isFunction && { ProtocolVersion: 'HTTP1' }),
    IpAddressType: 'ipv4',
  };
}

/** `TargetHealthDescription`s. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealthDescription.html */
export function targetHealthOf({ balancer, group }: PlacedGroup): readonly Wire[] {
  const { type = 'ip', port: usual = 8080, targets = HEALTHY } = group;
  return targets.map(({ id, port, state = 'healthy', reason, description }) => ({
    Target: {
      Id: id,
      ...(type !== 'lambda' && { Port: port ?? usual, AvailabilityZone: `${balancer.region}a` }),
    },
    ...(type !== 'lambda' && { HealthCheckPort: String(port ?? usual) }),
    TargetHealth: { State: state, Reason: reason, Description: description },
    ...(type !== 'lambda' && { AnomalyDetection: { Result: 'normal', MitigationInEffect: 'no' } }),
  }));
}
