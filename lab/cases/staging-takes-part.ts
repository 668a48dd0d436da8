import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** A continuous deployment is under way: some viewers are served by another distribution. */
export default defineCase({
  id: 'staging-takes-part',
  story: 'the origin has expired, and a continuous deployment sends 5% of the requests to a staging distribution',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      account: {
        distributions: [shop({ continuousDeploymentPolicyId: 'cdp-1' })],
        deploymentPolicies: [{ id: 'cdp-1', staging: 'd222222abcdef8.cloudfront.net', weight: 0.05 }],
      },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    notices: ['staging-takes-part'],
    says: ['5% of the requests go to staging distribution d222222abcdef8.cloudfront.net'],
  },
});
