import type { Step } from '../model/finding.ts';
import type { Listener } from '../model/load-balancer.ts';
import { shellLine } from './shell.ts';

/**
 * TLS 1.2 and 1.3 with suites and groups that CloudFront offers.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const SSL_POLICY = 'ELBSecurityPolicy-TLS13-1-2-2021-06';
const SSL_POLICIES = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html';

/** Gives the listener a security policy that CloudFront can speak; `verb` begins the sentence. `verify`: default, its record. */
export function changePolicy({ arn, sslPolicy }: Listener, region: string, verb: string, verify?: string): Step {
  const listener = ['--region', region, '--listener-arn', arn];
  const show = ['--region', region, '--listener-arns', arn, '--query', 'Listeners[].SslPolicy', '--output', 'text'];
  return {
    action: `${verb} the listener a security policy that shares something with CloudFront; it has ${sslPolicy ?? 'one that we could not see'}`,
    command: shellLine('aws', 'elbv2', 'modify-listener', ...listener, '--ssl-policy', SSL_POLICY),
    ...(sslPolicy && { undo: shellLine('aws', 'elbv2', 'modify-listener', ...listener, '--ssl-policy', sslPolicy) }),
    verify: verify ?? shellLine('aws', 'elbv2', 'describe-listeners', ...show),
    reference: SSL_POLICIES,
  };
}
