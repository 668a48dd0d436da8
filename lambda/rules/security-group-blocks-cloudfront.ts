import { admittedWords, FAMILY, groupWords, otherPorts, wrongList } from '../admitted.ts';
import { originFacing, SERVICE_GROUP } from '../cloudfront/admission.ts';
import { list } from '../dials.ts';
import type { Origin } from '../model/distribution.ts';
import type { Observations } from '../model/evidence.ts';
import type { Reach } from '../model/finding.ts';
import type { SecurityGroups } from '../model/security-group.ts';
import { admitCloudFront, OPEN_TO_THE_WORLD } from '../remedies/admit-cloudfront.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { defineRule } from '../rule.ts';
import { shutOut, shutOutTitle } from '../shut-out.ts';

const CARRIES = 'CloudFront enters the network through interfaces that carry the security group';

/** ` before instance i-0abc…`; empty where it is not known what the groups stand before. */
function beforeWhat({ before }: SecurityGroups, loadBalancer: Observations['loadBalancer']): string {
  if (before) return ` before ${before.name}`;
  return loadBalancer.status === 'observed' ? ` before load balancer ${loadBalancer.value.name}` : '';
}

function reachOf({ before }: SecurityGroups, { domainName }: Origin): Reach {
  if (!before || before.addresses.length === 0) return { failing: 1, seen: 1, of: [domainName] };
  return { failing: before.addresses.length, seen: before.dialled, of: before.addresses };
}

function otherAddresses({ before }: SecurityGroups): string[] {
  const { addresses = [], dialled = 0 } = before ?? {};
  if (dialled <= addresses.length) return [];
  return [`This is ${list(addresses)} alone of the origin's ${dialled} addresses, so requests fail now and then.`];
}

/**
 * What no rule of a security group allows is dropped in silence, and a firewall that blocks CloudFront is a cause of 504 in
 * AWS's list. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html
 */
export const securityGroupBlocksCloudfront = defineRule({
  id: 'security-group-blocks-cloudfront',
  title: 'security group that shuts CloudFront out',
  about: {
    whatHappens:
      "The security groups before the origin have no rule that admits CloudFront's addresses on the port that it dials: the rule is for another port, names another Region's or another service's prefix list, the IPv6 list for an origin dialled over IPv4, ranges that somebody once copied by hand, or (behind a VPC origin) another security group than the one that AWS makes for CloudFront's interfaces.",
    whatCloudFrontDoes: 'Its packets are dropped in silence; it tries up to three times and answers 504.',
    howToBeSure:
      "`aws ec2 describe-security-group-rules` shows no rule for the port with 0.0.0.0/0 or with the Region's `com.amazonaws.global.cloudfront.origin-facing` list (`com.amazonaws.global.ipv6.cloudfront.origin-facing` over IPv6). Network ACLs and route tables may shut CloudFront out as well; they are not looked at.",
    whatFixesIt:
      "A rule for the port with CloudFront's own prefix list of that Region, which AWS keeps up to date. Behind a VPC origin a rule for the security group `CloudFront-VPCOrigins-Service-SG` does as well.",
    whatDoesNot: 'Certificates and TLS settings: not a byte of TLS is exchanged. Opening the port to the whole world.',
  },
  certainty: 'proven',
  needs: ['securityGroups'],
  uses: ['loadBalancer'],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html',
  ],
  judge: ({ securityGroups }, { origin }) => {
    const facts = shutOut(securityGroups, origin);
    if (!facts || 'unseen' in facts) return facts;
    return {
      facts,
      witness: { kind: 'endpoint', key: `${origin.domainName}:${securityGroups.port}` },
      reach: reachOf(securityGroups, origin),
      // Whether CloudFront's interfaces carry another group as well, AWS does not say.
      certainty: facts.whole && !facts.others ? 'proven' : 'likely',
      // Which family CloudFront takes, and whether it falls back on the other, AWS does not say.
      lastResort: !facts.whole && facts.missing === undefined,
    };
  },
  explain: (facts, { loadBalancer }) => {
    const { seen, family, missing, others } = facts;
    const before = beforeWhat(seen, loadBalancer);
    const wrong = wrongList(seen, family);
    const theirs = originFacing(seen, family)?.id;
    const elsewhere = otherPorts(seen, family);
    return {
      title: shutOutTitle(facts),
      explanation: [
        missing
          ? `Requests that CloudFront sends from ${list(missing, 3)} are dropped${before} and end in 504; the others come through.`
          : `No rule${before} holds an address that CloudFront dials from over ${FAMILY[family]}, so its packets are dropped in silence and viewers get 504 or 502.`,
        ...(others ? [`${CARRIES} ${SERVICE_GROUP}, which no rule for the port names.`] : []),
        ...otherAddresses(seen),
        ...(wrong ? [`Of ${wrong.name}: ${wrong.why}.`] : []),
        ...(seen.answering.length > 0
          ? [`Over ${list(seen.answering.map((one) => FAMILY[one]))} the origin answers; CloudFront may use either.`]
          : []),
      ].join(' '),
      evidence: [
        `Security groups in ${seen.region}: ${list(seen.groups.map(groupWords), 3)}`,
        `On port ${seen.port} they admit: ${admittedWords(seen)}`,
        ...(theirs
          ? [`CloudFront's ${FAMILY[family]} list there: ${theirs}, admitted on ${list(elsewhere, 3) || 'no port'}`]
          : []),
      ],
    };
  },
  remedy: ({ seen, family }) => admitCloudFront(seen, family),
  deadEnds: () => [
    OPEN_TO_THE_WORLD,
    {
      tempting: "Taking the prefix list's id from another Region or a tutorial",
      why: 'The name is the same everywhere, the id is not.',
    },
    { tempting: 'Replacing the certificate', why: 'No connection comes about in which it could be shown.' },
    INVALIDATE,
  ],
});
