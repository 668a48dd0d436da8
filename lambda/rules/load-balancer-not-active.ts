import type { LoadBalancer } from '../model/load-balancer.ts';
import { shellLine } from '../remedies/shell.ts';
import { defineRule } from '../rule.ts';

const STATES = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerState.html';

/** What each state means, as the end of a sentence. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerState.html */
const MEANING: Readonly<Record<string, string>> = {
  provisioning: 'it is still being set up',
  failed: 'it could not be set up',
  active_impaired: 'it routes traffic and lacks what it needs to scale',
};

/**
 * A load balancer that is not `active` takes no traffic (`provisioning`, `failed`), or less than it should
 * (`active_impaired`: it leads only where nothing else does).
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerState.html
 */
export const loadBalancerNotActive = defineRule({
  id: 'load-balancer-not-active',
  title: 'load balancer that is not active',
  about: {
    whatHappens:
      'AWS says that the load balancer is not `active`: it is being set up, could not be set up, or has no room to grow, mostly because its subnets have no free addresses.',
    whatCloudFrontDoes: 'It connects to nobody, or now and then, and answers 502 or 504.',
    howToBeSure: '`aws elbv2 describe-load-balancers` shows `State` with a code and often a reason.',
    whatFixesIt: 'What the reason names: free addresses in the subnets, a quota, or a load balancer made anew.',
    whatDoesNot: 'Certificates, TLS settings, invalidating.',
  },
  certainty: 'likely',
  needs: ['loadBalancer'],
  uses: [],
  references: [STATES],
  applies: ({ origin }) => origin.connection.type !== 's3',
  judge: ({ loadBalancer }, { origin }) => {
    if (loadBalancer.state === 'active') return undefined;
    return {
      facts: loadBalancer,
      witness: { kind: 'load-balancer', key: loadBalancer.arn },
      reach: { failing: 1, seen: 1, of: [origin.domainName] },
      lastResort: loadBalancer.state === 'active_impaired',
    };
  },
  explain: ({ name, region, state }) => ({
    title: `Load balancer ${name} is not active: AWS says ${state}`,
    explanation: `By AWS's own record ${MEANING[state] ?? 'it is in a state that we do not know'}.`,
    evidence: [`${name} in ${region}: state ${state}`],
  }),
  remedy: (balancer) => [
    {
      action:
        'Read the reason, and see that its subnets have free addresses: a load balancer wants eight in each. One that failed must be made anew',
      command: describe(balancer, 'LoadBalancers[].{State:State,Subnets:AvailabilityZones[].SubnetId}'),
      verify: describe(balancer, 'LoadBalancers[].State.Code'),
      reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html',
    },
  ],
  deadEnds: () => [
    { tempting: 'Replacing certificates or changing TLS settings', why: 'It takes no connections, or too few.' },
  ],
});

function describe({ region, arn }: LoadBalancer, query: string): string {
  const words = ['--region', region, '--load-balancer-arns', arn, '--query', query];
  return shellLine('aws', 'elbv2', 'describe-load-balancers', ...words);
}
