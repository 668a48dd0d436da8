import { shellLine } from '../remedies/shell.ts';
import { defineRule, type Unseen } from '../rule.ts';

const UNREAD: Unseen = { unseen: 'the status of the VPC origin was not read' };

/**
 * "Deployed" is the status in which CloudFront uses a VPC origin; making or changing one takes up to 15 minutes.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export const vpcOriginNotDeployed = defineRule({
  id: 'vpc-origin-not-deployed',
  title: 'VPC origin that is not deployed',
  about: {
    whatHappens:
      'The VPC origin behind the origin is not in the status `Deployed`: it was made or changed a moment ago, or CloudFront could not set it up.',
    whatCloudFrontDoes: 'It has no way into the network until the VPC origin is deployed, and answers 502 or 504.',
    howToBeSure:
      '`aws cloudfront get-vpc-origin --id ID --query VpcOrigin.Status` says something else than `Deployed`.',
    whatFixesIt:
      'Up to 15 minutes of patience after a change; beyond that, whatever keeps it from being set up: the VPC without an internet gateway, the load balancer deleted, subnets without free addresses.',
    whatDoesNot: 'Certificates, security groups, invalidating.',
  },
  certainty: 'likely',
  needs: [],
  uses: [],
  references: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html'],
  applies: ({ origin }) => origin.connection.type === 'vpc',
  judge: (_, { origin: { connection, domainName } }) => {
    if (connection.type !== 'vpc') return undefined;
    const { status, vpcOriginId } = connection;
    if (status === undefined) return UNREAD;
    if (status === 'Deployed') return undefined;
    return {
      facts: { id: vpcOriginId, status },
      witness: { kind: 'endpoint', key: vpcOriginId },
      reach: { failing: 1, seen: 1, of: [domainName] },
    };
  },
  explain: ({ id, status }) => ({
    title: `VPC origin ${id} is not deployed: its status is ${status}`,
    explanation:
      'CloudFront enters the network through the VPC origin once that is Deployed. Making or changing one takes up to 15 minutes.',
    evidence: [`CloudFront: VPC origin ${id}, status ${status}`],
  }),
  remedy: ({ id }) => [
    {
      action:
        'Wait until it is Deployed. If it is not after 15 minutes, see that its load balancer exists and that its VPC has an internet gateway, then make it anew',
      command: shellLine('aws', 'cloudfront', 'get-vpc-origin', '--id', id, '--query', 'VpcOrigin'),
    },
  ],
  deadEnds: () => [
    { tempting: 'Changing certificates or security groups', why: 'There is no way into the network yet.' },
  ],
});
