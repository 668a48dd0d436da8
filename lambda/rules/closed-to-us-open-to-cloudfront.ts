import { endpoint, list, reach } from '../dials.ts';
import { defineRule } from '../rule.ts';

/**
 * A security group with CloudFront's prefix list is what AWS advises. It drops our packets, and that is all that our silence
 * then means. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html
 */
export const closedToUsOpenToCloudfront = defineRule({
  id: 'closed-to-us-open-to-cloudfront',
  title: 'port that is open to CloudFront and closed to us',
  about: {
    whatHappens:
      "The origin's security group admits CloudFront's prefix list, or its address ranges, and not the whole internet. Our own dials are dropped. That is as AWS advises, and no fault.",
    whatCloudFrontDoes: 'It gets in.',
    howToBeSure:
      "`aws ec2 describe-security-group-rules` shows the Region's CloudFront list on the port. Whether a network ACL or a route table stands in the way is not looked at.",
    whatFixesIt:
      "Nothing is to be mended here. What AWS's records say of listener, certificates and targets decides instead.",
    whatDoesNot: 'Opening the port to the whole world so that it can be tried from here.',
  },
  certainty: 'proven',
  warning: true,
  needs: ['handshakes'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html',
  ],
  judge: ({ handshakes: { dials } }, { origin }) => {
    const closed = dials.filter(({ closedToUs }) => closedToUs !== undefined);
    const [first] = closed;
    if (!first?.closedToUs) return undefined;
    return {
      facts: { group: first.closedToUs, port: first.target.port, silent: closed.map(({ target }) => target) },
      witness: { kind: 'endpoint', key: `${origin.domainName}:${first.target.port}` },
      reach: reach(closed, dials),
    };
  },
  explain: ({ group, port, silent }) => ({
    title: `Port ${port} is open to CloudFront and closed to us, as it should be: security group ${group} admits CloudFront's addresses`,
    explanation: 'That our dials went unanswered says nothing against the origin.',
    evidence: [`Silent to us: ${list(silent.map(endpoint))}`],
  }),
  remedy: () => [],
  deadEnds: () => [],
});
