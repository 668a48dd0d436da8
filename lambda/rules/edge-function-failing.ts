import { utc } from '../dates.ts';
import { list } from '../dials.ts';
import { type EdgeFailing, edgeCode, failingAtEdge } from '../edge-failing.ts';
import type { EdgeMetric } from '../model/edge-errors.ts';
import { INVALIDATE } from '../remedies/dead-ends.ts';
import { functionName, readEdgeLogs, takeBack } from '../remedies/edge-logs.ts';
import { defineDistributionRule } from '../rule.ts';

/** The share of the viewers' errors from which those of the code explain them. */
const MOST = 0.5;

/**
 * CloudFront counts the errors of edge code itself: code that throws or runs too long or too often gives viewers 503, an answer
 * of the code that CloudFront does not accept gives 502.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-lambda-validation-error.html
 */
export const edgeFunctionFailing = defineDistributionRule({
  id: 'edge-function-failing',
  title: 'edge function that fails',
  about: {
    whatHappens:
      'A CloudFront Function or a Lambda@Edge function throws, runs too long, is called too often, or returns what CloudFront does not accept: an origin whose domain name is none, a header that may not be set.',
    whatCloudFrontDoes: 'It answers 502 (invalid answer of the code) or 503 (failed or throttled) itself.',
    howToBeSure:
      '`LambdaValidationError`, `LambdaExecutionError` and `LambdaLimitExceededErrors` of the distribution, or `FunctionValidationErrors`, `FunctionExecutionErrors` and `FunctionThrottles` of the function, rise in the same minute as `5xxErrorRate`. The answers carry `X-Cache: LambdaValidationError from cloudfront` or the like.',
    whatFixesIt: 'The code: its log says what it did. Until then the version that ran before.',
    whatDoesNot: 'Anything at the origin or its certificate: these requests ended at the edge.',
  },
  certainty: 'likely',
  needs: ['edgeErrors', 'traffic'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-lambda-validation-error.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-503-service-unavailable.html',
  ],
  judge({ edgeErrors, traffic }, { distribution }) {
    const failing = failingAtEdge(edgeErrors, traffic);
    if (!failing) return undefined;
    return {
      facts: failing,
      witness: { kind: 'function', key: failing.arns.length === 1 ? (failing.arns[0] ?? '') : distribution.id },
      reach: {
        failing: 1,
        seen: 1,
        of: failing.arns.length === 1 ? failing.arns.map(functionName) : [distribution.id],
      },
      leads: failing.perMinute >= failing.viewers * MOST,
      lastResort: failing.of === 'function',
    };
  },
  explain: (failing) => ({
    title: `${who(failing)} ${DOES[failing.how]}, ${failing.perMinute} times a minute: viewers get ${edgeCode(failing.how)}`,
    explanation: `Viewers get about ${failing.viewers} errors a minute, and CloudFront counts ${failing.perMinute} of the code at the edge in the same minutes${failing.of === 'function' ? ', wherever the function is attached' : ''}. ${MEANS[failing.how]}`,
    evidence: [
      `Counted: ${failing.perMinute} a minute since ${utc(failing.since)}, ${failing.before} in a minute of the hour before`,
      `Attached: ${list(failing.arns, 3)}`,
    ],
  }),
  remedy: (failing, { distribution }) => [...readEdgeLogs(failing, distribution.id), takeBack(failing)],
  deadEnds: () => [
    {
      tempting: 'Changing certificates, TLS settings or the origin',
      why: 'These requests ended in the code at the edge.',
    },
    INVALIDATE,
  ],
});

function who({ kind, arns }: EdgeFailing): string {
  const what = kind === 'lambda-at-edge' ? 'Lambda@Edge function' : 'CloudFront Function';
  return arns.length === 1 ? `${what} ${arns.map(functionName).join('')}` : `One of ${arns.length} ${what}s`;
}

const DOES: Readonly<Record<EdgeMetric, string>> = {
  validation: 'returns what CloudFront does not accept',
  execution: 'fails',
  throttled: 'is called more often than it may be',
};

const MEANS: Readonly<Record<EdgeMetric, string>> = {
  validation:
    'What the code returned is not valid: an origin whose domain name is none, a header that may not be set, a status or a body out of bounds.',
  execution: 'The code throws, runs out of time or memory, or may not be run.',
  throttled: 'Requests beyond the quota are answered with an error.',
};
