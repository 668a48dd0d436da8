import { list } from '../dials.ts';
import type { Step } from '../model/finding.ts';
import type { Instances } from '../model/instance.ts';
import type { Scene } from '../place.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { useVpcOrigin } from '../remedies/enter-vpc.ts';
import { keepAddress, listInstances, startInstance } from '../remedies/instance.ts';
import { defineRule } from '../rule.ts';

type Down = Instances['found'][number];

/** What is said of an instance in this state. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html */
const IS: Readonly<Record<string, string>> = {
  stopped: 'is stopped',
  stopping: 'is being stopped',
  terminated: 'was terminated',
  'shutting-down': 'is being terminated',
  pending: 'is only starting',
};

/** For good: it cannot be started again. */
const isGone = ({ state }: Down) => state === 'terminated' || state === 'shutting-down';

const what = (one: Down) => IS[one.state] ?? `is in the state ${one.state}`;

/**
 * An Elastic IP address stays with a stopped instance, and a VPC origin leads to the instance whatever its state: the way is
 * there, and nothing at its end. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html
 */
export const instanceNotRunning = defineRule({
  id: 'instance-not-running',
  title: 'instance that does not run',
  about: {
    whatHappens:
      'The EC2 instance behind the origin is stopped, is being stopped or started, or was terminated. Its Elastic IP address, or the VPC origin that leads to it, is still there, so neither DNS nor the distribution shows anything wrong.',
    whatCloudFrontDoes: 'Nothing answers; it tries up to three times and answers 504.',
    howToBeSure: '`aws ec2 describe-instances --instance-ids ID` shows another state than `running`, and why.',
    whatFixesIt:
      'Starting the instance; where it was terminated, an instance in its place with the same Elastic IP address, or a VPC origin of that one. A load balancer before several instances outlives each of them.',
    whatDoesNot: 'Certificates, security groups, DNS, invalidating.',
  },
  certainty: 'proven',
  needs: ['instances'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html',
  ],
  judge: ({ instances: { found, dialled } }, { origin }) => {
    const down = found.filter(({ state }) => state !== 'running');
    const [first] = down;
    if (!first) return undefined;
    const addresses = down.flatMap(({ address }) => address ?? []);
    return {
      facts: { first, down, dialled },
      witness: { kind: 'endpoint', key: first.id },
      reach: {
        failing: down.length,
        seen: dialled || down.length,
        of: addresses.length > 0 ? addresses : [origin.domainName],
      },
      certainty: first.state === 'stopped' || first.state === 'terminated' ? 'proven' : 'likely',
      ...(first.since && { breaksAt: first.since }),
    };
  },
  explain: ({ first, down, dialled }) => ({
    title:
      down.length > 1
        ? `${down.length} instances behind the origin do not run: ${list(down.map(({ id }) => id))}`
        : `Instance ${first.id} behind the origin ${what(first)}`,
    explanation: [
      first.address
        ? 'Nothing answers at its address, which stays its own meanwhile: DNS looks right.'
        : 'Nothing answers behind the VPC origin, which leads to this very instance.',
      ...(dialled > down.length ? ['The origin has other addresses, so requests fail now and then.'] : []),
    ].join(' '),
    evidence: down.slice(0, 3).map(evidenceOf),
  }),
  remedy: ({ first }, scene) => (isGone(first) ? replace(first, scene) : [startInstance(first)]),
  deadEnds: () => [
    { tempting: 'Replacing certificates or opening security groups', why: 'Nothing runs that could answer.' },
    {
      tempting: 'Rebooting the instance',
      why: 'Only one that runs can be rebooted; one that is stopped must be started.',
    },
    INVALIDATE,
  ],
});

function evidenceOf(one: Down): string {
  const has = one.address ? `, which has ${one.address},` : '';
  return `EC2 in ${one.region}: instance ${one.id}${has} ${what(one)}${one.reason ? `: ${one.reason}` : ''}`;
}

/** An instance in its place: with its address, or as the VPC origin. */
function replace({ region, address }: Down, scene: Pick<Scene, 'origin' | 'distribution'>): Step[] {
  if (address) return [keepAddress(region, address)];
  const loadBalancer = { status: 'not-applicable', reason: 'an instance is behind it' } as const;
  return [listInstances(region), ...useVpcOrigin({ ...scene, loadBalancer }, 'the instance that takes its place')];
}
