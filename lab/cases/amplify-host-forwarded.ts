import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

const APP = 'main.d1a2b3c4d5e6f7.amplifyapp.com';

/** The managed cache policy for Amplify: its key holds Host, and Amplify is served by CloudFront itself. */
const AMPLIFY = '2e54312d-136d-493c-8eb9-b001f22f67d2';

export default defineCase({
  id: 'amplify-host-forwarded',
  story: 'the origin is an Amplify app, and the cache policy named after Amplify sends it the viewer’s Host',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['www.example.com'] });
    const answer = { status: 502, headers: { server: 'CloudFront', 'x-cache': 'Error from cloudfront' } };
    return {
      dns: { [APP]: { a: ['203.0.113.34'] } },
      origins: [{ at: ['203.0.113.34'], serve: tlsOrigin({ chain: [leaf, authority.intermediate], answer }) }],
      account: {
        distributions: [
          shop({
            origins: [{ id: 'app', domainName: APP }],
            defaultBehavior: { origin: 'app', cachePolicyId: AMPLIFY },
          }),
        ],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'requests-come-back',
    certainty: 'likely',
    also: ['origin-answers-5xx'],
    notices: ['certificate-name-mismatch'],
    says: [APP, 'Managed-Amplify'],
  },
});
