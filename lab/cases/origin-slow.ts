import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { rawTlsOrigin } from '../origins/tls-raw.ts';
import { ownServer } from '../staging.ts';

/** All workers are busy: the web server accepts, the application does not come to it. */
export default defineCase({
  id: 'origin-slow',
  story: 'TLS is sound, the application lets the response timeout go by',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return ownServer(
      rawTlsOrigin([leaf, authority.intermediate], () => {}),
      {
        limits: { answerMs: 1_100 },
        account: {
          distributions: [shop({ origins: [{ id: 'web', domainName: 'origin.example.com', readTimeoutSeconds: 1 }] })],
        },
      },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-slow',
    certainty: 'likely',
    says: ['did not answer within'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['certificate-expired', 'chain-incomplete'],
    blindSpots: [],
  },
});
