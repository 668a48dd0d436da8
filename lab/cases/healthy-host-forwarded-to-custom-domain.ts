import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

const API = 'abcdef1234.execute-api.eu-west-1.amazonaws.com';

/** Decoy: API Gateway has a custom domain name for the alias, so the forwarded Host is served with its own certificate. */
export default defineCase({
  id: 'healthy-host-forwarded-to-custom-domain',
  story: 'decoy: Host is forwarded to API Gateway, which has a custom domain name for it',
  async build({ authority }) {
    const [endpoint, own] = await Promise.all([
      authority.issue({ names: ['*.execute-api.eu-west-1.amazonaws.com'] }),
      authority.issue({ names: ['www.example.com'] }),
    ]);
    const distribution = shop({
      origins: [{ id: 'api', domainName: API }],
      defaultBehavior: { origin: 'api', originRequestPolicyId: ALL_VIEWER },
    });
    const chains = { 'www.example.com': [own, authority.intermediate] };
    return {
      dns: { [API]: { a: ['203.0.113.30'] } },
      origins: [{ at: ['203.0.113.30'], serve: tlsOrigin({ chain: [endpoint, authority.intermediate], chains }) }],
      account: { distributions: [distribution] },
    };
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['certificate-name-mismatch'],
    ruledOut: ['host-forwarded-to-api-gateway', 'certificate-expired', 'origin-answers-5xx'],
  },
});
