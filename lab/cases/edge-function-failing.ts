import { defineCase } from '../case.ts';
import { ACCOUNT, SHOP_ID, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';
import { minutes, usualTraffic } from '../traffic.ts';

const ROUTER = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:router:7`;

/**
 * The origin is sound; a Lambda@Edge function names an origin that is none, and CloudFront rejects its answer.
 * https://github.com/aws-amplify/amplify-hosting/issues/3701
 * https://github.com/aws-amplify/amplify-hosting/issues/2357
 * https://github.com/aws-amplify/amplify-cli/issues/8604
 */
export default defineCase({
  id: 'edge-function-failing',
  story: 'the origin is sound, but a Lambda@Edge function on origin requests returns an origin that is not valid',
  async build({ authority, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const lambdas = [{ arn: ROUTER, event: 'origin-request' }];
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      account: {
        distributions: [shop({ defaultBehavior: { origin: 'web', lambdas } })],
        metrics: [
          ...usualTraffic(now, { percent: 40, since: 12 }),
          {
            name: 'LambdaValidationError',
            distributionId: SHOP_ID,
            values: minutes(now, (ago) => (ago <= 12 ? 470 : 0)).filter(({ value }) => value > 0),
          },
        ],
      },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'edge-function-failing',
    certainty: 'likely',
    says: [
      'Lambda@Edge function router returns what CloudFront does not accept',
      'viewers get 502',
      `aws logs tail /aws/cloudfront/LambdaEdge/${SHOP_ID} --region us-east-1 --since`,
      'router is at version 7',
    ],
    neverSays: ['aws acm request-certificate'],
    blindSpots: [ROUTER],
    ruledOut: ['certificate-expired', 'certificate-name-mismatch'],
  },
});
