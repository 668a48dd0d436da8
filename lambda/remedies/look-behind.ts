import type { Responder } from '../answered-by.ts';
import type { Observations } from '../model/evidence.ts';
import type { DeadEnd, Step } from '../model/finding.ts';
import type { Answer, Target } from '../model/handshake.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import { instanceHealth } from './classic-listener.ts';
import { shellLine } from './shell.ts';

const ALB_CODES =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html';

type Answered = Extract<Answer, { kind: 'answered' }>;

/** Where the cause of the origin's own error is to be looked for, nearest first; its targets only where they are not known. A classic load balancer has no groups to register them in. */
export function lookBehind(
  answer: Answered,
  by: Responder,
  { loadBalancer, targets }: Pick<Observations, 'loadBalancer' | 'targets'>,
): Step[] {
  const balancer = loadBalancer.status === 'observed' ? loadBalancer.value : undefined;
  const isAdvised = by === 'load-balancer' && balancer?.type !== 'classic';
  const advice = isAdvised ? BEHIND_LOAD_BALANCER[answer.status] : undefined;
  return [
    ...(balancer && targets.status !== 'observed' ? [targetHealth(balancer)] : []),
    ...(advice ? [{ action: advice }] : []),
    { action: LOOK[by], verify: askAgain(answer.target, answer.path) },
  ];
}

/** The same where the load balancer's own metrics name those who answered, and no path. `status`: what it answers itself. */
export function lookBehindBalancer(loadBalancer: LoadBalancer, by: 'load-balancer' | 'targets', status = 0): Step[] {
  const advice = by === 'load-balancer' ? BEHIND_LOAD_BALANCER[status] : undefined;
  return [
    targetHealth(loadBalancer),
    ...(advice ? [{ action: advice }] : []),
    { action: LOOK[by === 'targets' ? 'application' : 'load-balancer'] },
  ];
}

/** What tempts where the origin itself answers. */
export const TLS_IS_SOUND: DeadEnd = {
  tempting: 'Replacing certificates or changing TLS settings',
  why: 'The handshake succeeds; the answer comes after it.',
};

/** The same request again, to the same address, headers only. */
function askAgain({ scheme, address, port, serverName }: Target, path: string): string {
  const host = address.includes(':') ? `[${address}]` : address;
  const url = `${scheme}://${serverName}:${port}${path}`;
  const resolve = `${serverName}:${port}:${host}`;
  return shellLine('curl', '-sS', '-o', '/dev/null', '-D', '-', '--max-time', '30', '--resolve', resolve, url);
}

/** The targets behind a load balancer, whether they are fit, and why not. */
export function targetHealth(balancer: LoadBalancer, why?: string): Step {
  const { arn, region, name, type } = balancer;
  const action =
    why ?? `See which ${type === 'classic' ? 'instances' : 'targets'} of ${name} are fit, and why the others are not`;
  if (type === 'classic') return instanceHealth(balancer, action);
  const elb = (...words: string[]) => shellLine('aws', 'elbv2', ...words);
  const groups = elb(
    ...['describe-target-groups', '--region', region, '--load-balancer-arn', arn],
    ...['--query', 'TargetGroups[].TargetGroupArn', '--output', 'text'],
  );
  const columns =
    'TargetHealthDescriptions[].[Target.Id,Target.Port,TargetHealth.State,TargetHealth.Reason,TargetHealth.Description]';
  const health = elb('describe-target-health', '--region', region, '--output', 'text', '--query', columns);
  return {
    action,
    command: `for group in $(${groups}); do ${health} --target-group-arn "$group"; done`,
    reference: ALB_CODES,
  };
}

/** Lets a listener that answers by itself send requests to a target group again. */
export function forwardAgain(listenerArn: string): Step[] {
  const region = listenerArn.split(':')[3] ?? '';
  const listener = ['--region', region, '--listener-arn', listenerArn];
  const action = ['--default-actions', 'Type=forward,TargetGroupArn=TARGET_GROUP_ARN'];
  return [
    {
      action:
        'If that is a page of maintenance which was left on, let the default action forward to its TARGET_GROUP_ARN again',
      command: shellLine('aws', 'elbv2', 'modify-listener', ...listener, ...action),
      verify: shellLine('aws', 'elbv2', 'describe-listeners', '--region', region, '--listener-arns', listenerArn),
      reference: ALB_CODES,
    },
    { action: 'If it is meant so, see which rule of the listener should have taken the request, and why it did not' },
  ];
}

/** By status, where the load balancer made the answer itself. */
const BEHIND_LOAD_BALANCER: Readonly<Record<number, string>> = {
  502: "Compare protocol and port of the target group with what the application speaks (an HTTPS target group needs TLS on the target), and read the application's log for connections it closed",
  503: 'Register targets in the group that this request is forwarded to, or see why those there went away: a deployment, an Auto Scaling group at zero',
  504: "See what keeps the application longer than the idle timeout, and whether the targets' security group admits the load balancer",
};

const LOOK: Readonly<Record<Responder, string>> = {
  'load-balancer':
    'Read the access log of the load balancer and the log of the targets for these minutes; look at the last deployment',
  gateway: 'Read the log of the API stage and of the function behind it for these minutes; look at the last deployment',
  cdn: 'Ask whoever runs that CDN or proxy; look at its own origin first',
  application: 'Read the log of the web server and of the application for these minutes; look at the last deployment',
};
