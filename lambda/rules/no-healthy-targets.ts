import { list } from '../dials.ts';
import type { Certainty } from '../model/finding.ts';
import type { TargetGroup, Targets } from '../model/target-health.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { healInstances } from '../remedies/heal-instances.ts';
import { healTargets } from '../remedies/heal-targets.ts';
import { defineRule, type Unseen } from '../rule.ts';
import { healthWords, isFit, nounOf, reasonsOf, sizeOf } from '../targets.ts';

/** The groups that the default action sends requests to; where it sends them nowhere, those that rules do. */
function asked({ groups }: Targets): readonly TargetGroup[] {
  const byDefault = groups.filter((group) => group.byDefault);
  return byDefault.length > 0 ? byDefault : groups;
}

/**
 * Proven where the load balancer sent the error itself and nothing at all behind it is fit, whichever rule took the request.
 * Without such an error it is likely: where all targets are unhealthy a load balancer sends requests to all of them.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
function certaintyOf({ groups, isWhole, answered }: Targets): Certainty {
  const isDark = isWhole && groups.every((group) => !group.unread && !isFit(group));
  return answered !== undefined && isDark ? 'proven' : 'likely';
}

const unread = ({ name, unread: why }: TargetGroup): Unseen => ({
  unseen: `the targets of group ${name} are not known: ${why?.reason}`,
});

function title(name: string, groups: readonly TargetGroup[]): string {
  const all = groups.reduce((sum, group) => sum + sizeOf(group), 0);
  const noun = nounOf(groups[0] ?? {});
  if (all === 0) return `Load balancer ${name} has no ${noun} to send requests to`;
  const reasons = [...new Set(groups.flatMap((group) => reasonsOf(group).map(({ code }) => code)))];
  const none = all === 1 ? `The one ${noun}` : `None of ${all} ${noun}s`;
  return `${none} behind load balancer ${name} is ${all === 1 ? 'not ' : ''}healthy${reasons.length > 0 ? `: ${list(reasons, 2)}` : ''}`;
}

/** What AWS says of the first target that is not healthy. */
function firstUnfit(groups: readonly TargetGroup[]): string[] {
  const first = groups.flatMap(({ unfit }) => unfit).find(({ description }) => description);
  return first ? [`First: ${first.id}${first.port ? `:${first.port}` : ''}, ${first.state}: ${first.description}`] : [];
}

/**
 * A load balancer answers 502, 503 or 504 by itself when it has no target that takes the request.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export const noHealthyTargets = defineRule({
  id: 'no-healthy-targets',
  title: 'no healthy target behind the load balancer',
  about: {
    whatHappens:
      'The load balancer accepts the connection and has nothing fit to send the request to: its target group is empty, its targets fail their health check, are still starting, or were taken out by a deployment.',
    whatCloudFrontDoes: "It passes the load balancer's own 503, 502 or 504 on to the viewer.",
    howToBeSure:
      '`aws elbv2 describe-target-health` shows no target in state `healthy`, with a reason for each; of a classic load balancer `aws elb describe-instance-health` shows none `InService`. A group whose health is not checked (`unavailable`, as with Lambda targets) says nothing.',
    whatFixesIt:
      'What the reason names: start the application, correct port, protocol or path of the health check, let the load balancer in.',
    whatDoesNot: 'Certificates and TLS settings between CloudFront and the load balancer: that part works.',
  },
  certainty: 'proven',
  needs: ['loadBalancer', 'listener', 'targets'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-healthchecks.html',
  ],
  judge: ({ loadBalancer, listener, targets }, { origin }) => {
    const groups = asked(targets);
    const dark = groups.find((group) => group.unread);
    const port = listener.kind === 'found' ? listener.listener.port : listener.port;
    if (groups.length === 0 || groups.some((group) => !group.unread && isFit(group))) return undefined;
    if (dark) return unread(dark);
    return {
      facts: { balancer: loadBalancer, groups, answered: targets.answered },
      witness: { kind: 'endpoint', key: `${origin.domainName}:${port}` },
      reach: { failing: 1, seen: 1, of: [origin.domainName] },
      certainty: certaintyOf(targets),
      leads: groups.some(({ byDefault }) => byDefault),
    };
  },
  explain: ({ balancer, groups, answered }) => ({
    title: title(balancer.name, groups),
    explanation:
      answered === undefined
        ? "Nothing could be dialled from here: this is what AWS's records say of what stands behind the load balancer."
        : `The connection is sound, and the load balancer itself answered ${answered}: it has nothing fit to pass requests to.`,
    evidence: [
      `${groups[0]?.of ? 'Instances' : 'Targets'}: ${list(groups.map(healthWords), 2)}`,
      ...groups.slice(0, 1).map(({ healthCheck }) => `Health check: ${healthCheck}`),
      ...firstUnfit(groups),
    ],
  }),
  remedy: ({ balancer, groups }) =>
    groups.slice(0, 2).flatMap((group) =>
      group.of === 'instances'
        ? healInstances(balancer, group)
        : healTargets(
            balancer,
            group,
            reasonsOf(group).map(({ code }) => code),
          ),
    ),
  deadEnds: () => [
    {
      tempting: 'Replacing certificates or changing TLS settings',
      why: 'What is missing stands behind the load balancer.',
    },
    {
      tempting: 'Making the health check easier to pass',
      why: 'It sends viewers to an application that does not answer.',
    },
    INVALIDATE,
  ],
});
