import { list } from '../dials.ts';
import type { Listener, LoadBalancer } from '../model/load-balancer.ts';
import { addressType } from '../remedies/address-type.ts';
import { shellLine } from '../remedies/shell.ts';
import { defineRule } from '../rule.ts';

const VPC_ORIGINS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html';

/** What AWS's page excludes, each as the end of a sentence. */
function exclusions({ type, addressType }: LoadBalancer, listener: Listener | undefined): string[] {
  if (type === 'gateway') return ['it is a Gateway Load Balancer'];
  if (type !== 'network') return [];
  return [
    ...(addressType === 'ipv4' ? [] : ['it is a dual-stack Network Load Balancer']),
    ...(listener?.protocol === 'TLS' ? ['it is a Network Load Balancer whose listener ends TLS'] : []),
  ];
}

/**
 * Gateway Load Balancers, dual-stack Network Load Balancers and those with TLS listeners cannot be VPC origins. What CloudFront
 * does with one that became so later is not said: likely and no more.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export const vpcOriginUnsupported = defineRule({
  id: 'vpc-origin-unsupported',
  title: 'load balancer of a kind that cannot be a VPC origin',
  about: {
    whatHappens:
      'The load balancer behind the VPC origin is one that AWS excludes: a Gateway Load Balancer, a dual-stack Network Load Balancer, or a Network Load Balancer with a TLS listener. It may have become so after the VPC origin was made.',
    whatCloudFrontDoes: 'AWS does not say; expect 502 or 504.',
    howToBeSure:
      '`aws elbv2 describe-load-balancers` shows `Type` and `IpAddressType`, `aws elbv2 describe-listeners` the protocol.',
    whatFixesIt:
      'An Application Load Balancer; or a Network Load Balancer with IPv4 addresses and a TCP listener, whose targets end TLS.',
    whatDoesNot: 'Another certificate on the TLS listener.',
  },
  certainty: 'likely',
  needs: ['loadBalancer', 'listener'],
  uses: [],
  references: [VPC_ORIGINS],
  applies: ({ origin }) => origin.connection.type === 'vpc',
  judge: ({ loadBalancer, listener: state }, { origin }) => {
    const listener = state.kind === 'found' ? state.listener : undefined;
    const why = exclusions(loadBalancer, listener);
    if (why.length === 0) return undefined;
    return {
      facts: { balancer: loadBalancer, why },
      witness: { kind: 'load-balancer', key: loadBalancer.arn },
      reach: { failing: 1, seen: 1, of: [origin.domainName] },
    };
  },
  explain: ({ balancer, why }) => ({
    title: `Load balancer ${balancer.name} cannot be a VPC origin: ${list(why)}`,
    explanation:
      "AWS's page excludes it. It may have become so after the VPC origin was made; then nothing refused it.",
    evidence: [
      `${balancer.arn.split(':loadbalancer/')[1]} in ${balancer.region}: ${balancer.type}, ${balancer.addressType}`,
    ],
  }),
  remedy: ({ balancer }) => [
    ...(balancer.type === 'network' && balancer.addressType !== 'ipv4'
      ? [
          {
            action: 'Make it IPv4 alone. Whoever reaches it over IPv6 is cut off',
            command: addressType(balancer, 'ipv4'),
            undo: addressType(balancer, 'dualstack'),
            reference: VPC_ORIGINS,
          },
        ]
      : []),
    {
      action:
        'Put an Application Load Balancer, or a Network Load Balancer with a TCP listener, in its place and make a VPC origin of that',
      command: elb('describe-listeners', balancer, '--load-balancer-arn', balancer.arn),
      reference: VPC_ORIGINS,
    },
  ],
  deadEnds: () => [
    { tempting: 'Another certificate on its listener', why: 'No certificate makes it a kind that CloudFront enters.' },
  ],
});

function elb(command: string, { region }: LoadBalancer, ...words: readonly string[]): string {
  return shellLine('aws', 'elbv2', command, '--region', region, ...words);
}
