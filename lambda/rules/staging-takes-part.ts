import { list } from '../dials.ts';
import type { Deployment } from '../model/deployment.ts';
import { shellLine } from '../remedies/shell.ts';
import { defineDistributionRule } from '../rule.ts';

/**
 * A continuous deployment policy sends a part of the viewers to a staging distribution, which has a configuration, origins and
 * metrics of its own. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/monitoring-staging-distribution.html
 */
export const stagingTakesPart = defineDistributionRule({
  id: 'staging-takes-part',
  title: 'staging distribution that takes a part of the requests',
  about: {
    whatHappens:
      'A continuous deployment policy is switched on: a share of the requests, or those with a certain header, is served by a staging distribution, with its own behaviors and origins.',
    whatCloudFrontDoes:
      'It picks the staging distribution for these requests under the same host names, and counts them, with their errors, in metrics of its own.',
    howToBeSure:
      '`aws cloudfront get-continuous-deployment-policy --id ID`; `5xxErrorRate` of the staging distribution.',
    whatFixesIt: 'Nothing needs mending for it. If the staging distribution fails, switch the policy off.',
    whatDoesNot: 'Looking for errors of the staging distribution at the origins of the primary one.',
  },
  certainty: 'proven',
  warning: true,
  needs: ['deployment'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/continuous-deployment.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/monitoring-staging-distribution.html',
  ],
  judge: ({ deployment }, { distribution }) => {
    if (!deployment.enabled || part(deployment) === undefined) return undefined;
    return {
      facts: deployment,
      witness: { kind: 'distribution', key: distribution.id },
      reach: { failing: 1, seen: 1, of: [distribution.id] },
    };
  },
  explain: (deployment) => ({
    title: `${part(deployment)} to staging distribution ${list(deployment.staging, 2)}: what these viewers get was not looked at, and CloudFront counts it apart`,
    explanation: 'Errors that viewers report may be those of the staging distribution.',
    evidence: [],
  }),
  remedy: ({ staging }) => [
    {
      action: 'Find the staging distribution, and examine it as well',
      command: shellLine(
        ...['aws', 'cloudfront', 'list-distributions', '--output', 'text', '--query'],
        `DistributionList.Items[?DomainName=='${staging[0] ?? ''}'].Id`,
      ),
    },
  ],
  deadEnds: () => [],
});

/** `5% of the requests go`; undefined where nothing is sent. */
function part({ sends, staging }: Deployment): string | undefined {
  if (staging.length === 0 || sends.kind === 'nothing') return undefined;
  if (sends.kind === 'header') return `Requests with the header ${sends.name} go`;
  return sends.percent > 0 ? `${sends.percent}% of the requests go` : undefined;
}
