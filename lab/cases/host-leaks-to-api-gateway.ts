import { defineCase } from '../case.ts';
import { ALL_BUT_HOST, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

const API = 'abcdef1234.execute-api.eu-west-1.amazonaws.com';
const BY_HOST = '11112222-3333-4444-8555-666677778888';

/** "All except Host" is chosen and in vain: the cache policy's key has Host in it, and what is in the key is sent. */
export default defineCase({
  id: 'host-leaks-to-api-gateway',
  story: 'the origin request policy leaves Host out, the cache policy sends it all the same',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.execute-api.eu-west-1.amazonaws.com'] });
    const distribution = shop({
      origins: [{ id: 'api', domainName: API }],
      defaultBehavior: { origin: 'api', originRequestPolicyId: ALL_BUT_HOST, cachePolicyId: BY_HOST },
    });
    const answer = { status: 403, headers: { 'x-amz-apigw-id': 'Ab1CdEFgjoEFgHw=' } };
    return {
      dns: { [API]: { a: ['203.0.113.30'] } },
      origins: [{ at: ['203.0.113.30'], serve: tlsOrigin({ chain: [leaf, authority.intermediate], answer }) }],
      account: {
        distributions: [distribution],
        cachePolicies: [{ id: BY_HOST, name: 'by-host', headers: { behavior: 'whitelist', headers: ['Host'] } }],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'host-forwarded-to-api-gateway',
    certainty: 'likely',
    also: ['certificate-name-mismatch'],
    says: [
      'by-host (cache policy)',
      'Managed-AllViewerExceptHostHeader',
      'aws cloudfront get-cache-policy --id 11112222-3333-4444-8555-666677778888',
      '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    ],
    ruledOut: ['certificate-expired'],
  },
});
