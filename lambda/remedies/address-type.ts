import type { LoadBalancer } from '../model/load-balancer.ts';
import { shellLine } from './shell.ts';

/** The command that gives a load balancer addresses of this type. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetIpAddressType.html */
export function addressType({ region, arn }: Pick<LoadBalancer, 'region' | 'arn'>, type: string): string {
  const of = ['--region', region, '--load-balancer-arn', arn];
  return shellLine('aws', 'elbv2', 'set-ip-address-type', ...of, '--ip-address-type', type);
}
