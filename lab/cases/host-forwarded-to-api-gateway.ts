import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

const API = 'abcdef1234.execute-api.eu-west-1.amazonaws.com';

/** API Gateway has no certificate for a name that it does not know, and turns the Host away. */
export default defineCase({
  id: 'host-forwarded-to-api-gateway',
  story: 'all headers of the viewer are forwarded to an API Gateway endpoint, Host too',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.execute-api.eu-west-1.amazonaws.com'] });
    const distribution = shop({
      origins: [{ id: 'api', domainName: API, path: '/prod' }],
      defaultBehavior: { origin: 'api', originRequestPolicyId: ALL_VIEWER },
    });
    const answer = { status: 403, headers: { 'x-amz-apigw-id': 'Ab1CdEFgjoEFgHw=' } };
    return {
      dns: { [API]: { a: ['203.0.113.30'] } },
      origins: [{ at: ['203.0.113.30'], serve: tlsOrigin({ chain: [leaf, authority.intermediate], answer }) }],
      account: { distributions: [distribution] },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'host-forwarded-to-api-gateway',
    certainty: 'likely',
    also: ['certificate-name-mismatch'],
    says: ['www.example.com', 'Managed-AllViewer (origin request policy)', 'b689b0a8-53d0-40ab-baf2-68738e2966ac'],
    neverSays: ['certbot', 'request-certificate'],
    ruledOut: ['certificate-expired'],
  },
});
