import type { Step } from '../model/finding.ts';
import type { LoadBalancer } from '../model/load-balancer.ts';
import type { TargetGroup } from '../model/target-health.ts';
import { instanceHealth } from './classic-listener.ts';

const CHECKS = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-healthchecks.html';

/** What each of AWS's descriptions asks for. https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_InstanceState.html */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /UnhealthyThreshold/,
    "The instances fail the health check. See that the application runs and answers 200 there, and that the instances' security group admits the load balancer's on that port",
  ],
  [
    /HealthyThreshold|registration is still in progress|pending state/,
    'The instances are new and not yet checked often enough. See that they have started, and wait',
  ],
  [/Availability Zone/, 'The instances are in an Availability Zone that the load balancer does not serve: enable it'],
  [/stopped|terminated/, 'The instances are stopped or terminated. Start them, or let their group replace them'],
  [
    /deregistration|not currently registered/i,
    'The instances were taken out, and none took their place. Look at the last deployment or scaling',
  ],
  [/transient error/, 'AWS tells of a passing error of its own: ask again'],
];

const EMPTY =
  'Register instances with the load balancer, or raise the desired capacity of their Auto Scaling group if a deployment or a schedule set it to zero';

/** Where to look, by what AWS says of the instances of a classic load balancer. */
export function healInstances(balancer: Pick<LoadBalancer, 'region' | 'name'>, { unfit }: TargetGroup): Step[] {
  const said = unfit.flatMap(({ description }) => description ?? []);
  const advice = ADVICE.flatMap(([words, action]) => (said.some((one) => words.test(one)) ? [action] : []));
  const [first, ...others] = unfit.length === 0 ? [EMPTY] : advice;
  return [
    { ...instanceHealth(balancer, first ?? 'See what AWS says of each instance'), reference: CHECKS },
    ...others.slice(0, 2).map((action) => ({ action })),
  ];
}
