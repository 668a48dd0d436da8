import type { ListenerFixture, LoadBalancerFixture } from '../fixture/load-balancer.ts';
import { hexOf } from '../names.ts';
import type { Context } from '../service.ts';

/** The ARN of a load balancer. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html */
export function loadBalancerArnOf(balancer: LoadBalancerFixture, { partition, accountId }: Context): string {
  const kind = balancer.type === 'network' ? 'net' : 'app';
  const path = `${kind}/${balancer.name}/${hexOf(`${balancer.region} ${balancer.name}`, 16)}`;
  return balancer.arn ?? `arn:${partition}:elasticloadbalancing:${balancer.region}:${accountId}:loadbalancer/${path}`;
}

/** The ARN of one of its listeners. */
export function listenerArnOf(balancer: LoadBalancerFixture, listener: ListenerFixture, context: Context): string {
  const parent = loadBalancerArnOf(balancer, context).replace(':loadbalancer/', ':listener/');
  return listener.arn ?? `${parent}/${hexOf(`${parent} ${listener.port}`, 16)}`;
}

/** `name-1234567890.region.elb.amazonaws.com`, of a network load balancer `name-<hex>.elb.region.amazonaws.com`. */
export function dnsNameOf({ region, name, type, scheme, dnsName }: LoadBalancerFixture): string {
  if (dnsName) return dnsName;
  const hex = hexOf(`${region} ${name}`, 16);
  if (type === 'network') return `${name}-${hex}.elb.${region}.amazonaws.com`;
  const digits = BigInt(`0x${hex}`).toString().slice(0, 10);
  return `${scheme === 'internal' ? 'internal-' : ''}${name}-${digits}.${region}.elb.amazonaws.com`;
}
