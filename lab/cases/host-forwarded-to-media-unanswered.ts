import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';

const CHANNEL = 'abcdef0123456789.mediapackage.eu-west-1.amazonaws.com';

/** What CloudFront sends stands in its own settings. */
export default defineCase({
  id: 'host-forwarded-to-media-unanswered',
  story: 'the viewer’s Host is forwarded to a MediaPackage endpoint, and no dial of ours is answered',
  build: () => ({
    dns: { [CHANNEL]: { a: ['203.0.113.32'] } },
    origins: [{ at: ['203.0.113.32'], serve: 'firewall' }],
    account: {
      distributions: [
        shop({
          origins: [{ id: 'channel', domainName: CHANNEL }],
          defaultBehavior: { origin: 'channel', originRequestPolicyId: ALL_VIEWER },
        }),
      ],
    },
    limits: { connectMs: 400 },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'host-forwarded-to-media',
    certainty: 'likely',
    notices: ['port-unreachable'],
    blindSpots: ['did not answer'],
  },
});
