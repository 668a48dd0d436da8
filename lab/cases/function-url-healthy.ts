import { defineCase } from '../case.ts';
import { ALL_BUT_HOST, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

const URL_NAME = 'abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-west-1.on.aws';

/** As it should be: asked for under its own name, with AWS's certificate. */
export default defineCase({
  id: 'function-url-healthy',
  story: 'decoy: a Lambda function URL is asked for under its own name, and is well',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.lambda-url.eu-west-1.on.aws'] });
    return {
      dns: { [URL_NAME]: { a: ['203.0.113.31'] } },
      origins: [{ at: ['203.0.113.31'], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) }],
      account: {
        distributions: [
          shop({
            origins: [{ id: 'function', domainName: URL_NAME }],
            defaultBehavior: { origin: 'function', originRequestPolicyId: ALL_BUT_HOST },
          }),
        ],
      },
    };
  },
  expect: {
    conclusion: 'no-fault-found',
    ruledOut: ['host-forwarded-to-function-url', 'certificate-name-mismatch', 'certificate-expired'],
  },
});
