import { behaviorsReaching } from '../cloudfront/behaviors.ts';
import { list } from '../dials.ts';
import { forgetErrors } from '../remedies/forget-errors.ts';
import { lasting, rememberedErrors } from '../remembered-errors.ts';
import { defineDistributionRule } from '../rule.ts';

const CACHING = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html';

/**
 * CloudFront answers with the error that it remembers until `ErrorCachingMinTTL` is over, 10 seconds unless told otherwise, and
 * only then asks the origin again. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
 */
export const errorCachedLong = defineDistributionRule({
  id: 'error-cached-long',
  title: 'errors that CloudFront remembers for long',
  about: {
    whatHappens: 'A custom error response of the distribution has an error caching minimum TTL of more than a minute.',
    whatCloudFrontDoes:
      'It answers a path that failed once with the same error until the time is over, whatever the origin would answer by then: errors outlive their cause.',
    howToBeSure:
      '`aws cloudfront get-distribution-config --id ID --query DistributionConfig.CustomErrorResponses`; the answers carry `X-Cache: Error from cloudfront` with an `Age` header.',
    whatFixesIt: 'After the fix, an invalidation of the paths that failed. For the next time, a TTL of some seconds.',
    whatDoesNot: 'Looking for another fault while viewers only get what is remembered.',
  },
  certainty: 'proven',
  warning: true,
  needs: [],
  uses: [],
  references: [CACHING],
  judge: (_, { distribution }) => {
    const remembered = rememberedErrors(distribution);
    if (remembered.length === 0) return undefined;
    return {
      facts: remembered,
      witness: { kind: 'distribution', key: distribution.id },
      reach: { failing: 1, seen: 1, of: [distribution.id] },
    };
  },
  explain: (remembered) => ({
    title: `CloudFront remembers ${list(remembered.map(({ code, seconds }) => `a ${code} for ${lasting(seconds)}`))}: viewers get it that long after its cause is gone`,
    explanation: 'A path that failed once is answered from the cache, and the origin is not asked.',
    evidence: [],
  }),
  remedy: (_, { distribution }) => [
    forgetErrors(
      'If the origin is well and viewers still get errors, drop those that CloudFront remembers',
      distribution,
      [...new Set(distribution.origins.flatMap(({ id }) => behaviorsReaching(id, distribution)))],
    ),
  ],
  deadEnds: () => [],
});
