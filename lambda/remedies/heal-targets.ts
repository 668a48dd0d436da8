import type { Step } from '../model/finding.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { TargetGroup } from '../model/target-health.ts';
import { shellLine } from './shell.ts';

const REASONS =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html#target-health-reason-codes';

/** What each of AWS's reason codes asks for. The words stand after `REASON: `. */
const ADVICE: Readonly<Record<string, string>> = {
  'Target.FailedHealthChecks':
    'the load balancer could not connect, or got no valid answer. See that the application runs, listens on the port of the health check on every address, and speaks its protocol, HTTP or HTTPS',
  'Target.Timeout':
    "the health check waited in vain. Let the targets' security group admit the load balancer's on that port, and see what keeps the application",
  'Target.ResponseCodeMismatch':
    "the application answers the health check with another status than the expected one. Read the application's log; correct path or expected codes only if the application is well",
  'Elb.InitialHealthChecking':
    'the targets are new and not yet checked often enough. See that they have started, and wait',
  'Elb.RegistrationInProgress': 'the targets are being registered. See that they have started, and wait',
  'Elb.InternalError': 'the fault is on the side of the load balancer. See the AWS Health Dashboard',
  'Target.DeregistrationInProgress':
    'the targets were taken out, and none took their place. Look at the last deployment or scaling: new targets did not come up',
  'Target.NotInUse':
    'the targets are in an Availability Zone that the load balancer does not serve, or nothing forwards to the group. Enable the zone',
  'Target.InvalidState': 'the instances are stopped or terminated. Start them, or let their group replace them',
  'Target.IpUnusable': 'the address belongs to a load balancer. Register the addresses of the application',
};

const EMPTY =
  'Register targets in the group: start the service, or raise its desired count if a deployment or a schedule set it to zero';

/** Where to look, by what AWS says of the targets; `reasons` the commonest first. */
export function healTargets(
  { region }: Pick<LoadBalancer, 'region'>,
  group: TargetGroup,
  reasons: readonly string[],
): Step[] {
  const ofGroup = ['--region', region, '--target-group-arn', group.arn];
  const columns =
    'TargetHealthDescriptions[].[Target.Id,Target.Port,TargetHealth.State,TargetHealth.Reason,TargetHealth.Description]';
  const health = ['elbv2', 'describe-target-health', ...ofGroup, '--query', columns, '--output', 'text'];
  const advice = reasons.flatMap((reason) => (ADVICE[reason] ? [`${reason}: ${ADVICE[reason]}`] : [])).slice(0, 3);
  const [first, ...others] = reasons.length === 0 ? [EMPTY] : advice;
  return [
    {
      action: first ?? 'See what AWS says of each target',
      command: shellLine('aws', ...health),
      verify: shellLine('aws', 'elbv2', 'wait', 'target-in-service', ...ofGroup),
      reference: REASONS,
    },
    ...others.map((action) => ({ action })),
  ];
}
