import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';

const URL_NAME = 'abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-west-1.on.aws';

/** What CloudFront sends stands in its own settings. */
export default defineCase({
  id: 'host-forwarded-to-function-url-unanswered',
  story: 'the viewer’s Host is forwarded to a Lambda function URL, and no dial of ours is answered',
  build: () => ({
    dns: { [URL_NAME]: { a: ['203.0.113.31'] } },
    origins: [{ at: ['203.0.113.31'], serve: 'firewall' }],
    account: {
      distributions: [
        shop({
          origins: [{ id: 'function', domainName: URL_NAME }],
          defaultBehavior: { origin: 'function', originRequestPolicyId: ALL_VIEWER },
        }),
      ],
    },
    limits: { connectMs: 400 },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'host-forwarded-to-function-url',
    certainty: 'likely',
    notices: ['port-unreachable'],
    says: ['Managed-AllViewerExceptHostHeader'],
    blindSpots: ['did not answer'],
  },
});
