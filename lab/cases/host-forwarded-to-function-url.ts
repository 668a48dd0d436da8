import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';
import { knowingOrigin } from '../origins/knowing.ts';

const URL_NAME = 'abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-west-1.on.aws';

/** A function URL has one name and no other: the viewer's is turned away in the handshake. */
export default defineCase({
  id: 'host-forwarded-to-function-url',
  story: 'all headers of the viewer are forwarded to a Lambda function URL, Host too',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.lambda-url.eu-west-1.on.aws'] });
    const distribution = shop({
      origins: [{ id: 'function', domainName: URL_NAME }],
      defaultBehavior: { origin: 'function', originRequestPolicyId: ALL_VIEWER },
    });
    const serve = knowingOrigin({ [URL_NAME]: [leaf, authority.intermediate] }, 112);
    return {
      dns: { [URL_NAME]: { a: ['203.0.113.31'] } },
      origins: [{ at: ['203.0.113.31'], serve }],
      account: { distributions: [distribution] },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'host-forwarded-to-function-url',
    certainty: 'proven',
    also: ['server-name-rejected'],
    says: ['www.example.com', 'Managed-AllViewerExceptHostHeader', 'x-forwarded-host'],
    neverSays: ['certbot'],
  },
});
