import { list } from '../dials.ts';
import { hiddenErrors } from '../remembered-errors.ts';
import { defineDistributionRule } from '../rule.ts';

/**
 * A custom error response may give viewers another status code than the origin's; the error metrics count what viewers get.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
export const errorToldAsSuccess = defineDistributionRule({
  id: 'error-told-as-success',
  title: 'errors that viewers get as another code',
  about: {
    whatHappens:
      'A custom error response of the distribution gives viewers a page with a code below 500 where the origin failed with a 5xx.',
    whatCloudFrontDoes:
      'It serves that page with that code. `5xxErrorRate` counts what viewers get, so these errors are not in it, and alarms on it stay silent.',
    howToBeSure:
      '`aws cloudfront get-distribution-config --id ID --query DistributionConfig.CustomErrorResponses` shows the error code and the response code.',
    whatFixesIt: 'Leave the response code as it was: the error page can be served with the 5xx itself.',
    whatDoesNot: 'Taking a quiet 5xx metric for a sound origin.',
  },
  certainty: 'likely',
  warning: true,
  needs: [],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html',
  ],
  judge: (_, { distribution }) => {
    const hidden = hiddenErrors(distribution);
    if (hidden.length === 0) return undefined;
    return {
      facts: hidden,
      witness: { kind: 'distribution', key: distribution.id },
      reach: { failing: 1, seen: 1, of: [distribution.id] },
    };
  },
  explain: (hidden) => ({
    title: `Viewers get ${list(hidden.map(({ code, answeredWith }) => `a ${code} as ${answeredWith}`))} (custom error response): the 5xx metric does not count it`,
    explanation: 'The metric counts the codes that viewers get, so more may fail than it shows.',
    evidence: [],
  }),
  remedy: () => [{ action: 'Leave the response code of the custom error response as the origin sent it' }],
  deadEnds: () => [],
});
