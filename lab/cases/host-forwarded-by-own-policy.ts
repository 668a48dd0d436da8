import type { PolicyFixture } from '../account/fixture/cloudfront.ts';
import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

const FORWARDING: PolicyFixture = {
  id: 'a1b2c3d4-0000-4111-8222-333344445555',
  name: 'forward-all',
  headers: { behavior: 'allViewer' },
};
const CACHING = { id: 'a1b2c3d4-0000-4111-8222-333344446666', name: 'cache-little' };

/** Policies of the account's own are read: one of them sends the viewer's Host to a server that has no certificate for it. */
export default defineCase({
  id: 'host-forwarded-by-own-policy',
  story: 'an origin request policy of one’s own forwards Host; the certificate names only the origin',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const defaultBehavior = { origin: 'web', originRequestPolicyId: FORWARDING.id, cachePolicyId: CACHING.id };
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      account: {
        distributions: [shop({ defaultBehavior })],
        originRequestPolicies: [FORWARDING],
        cachePolicies: [CACHING],
      },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-name-mismatch',
    certainty: 'likely',
    says: ['www.example.com'],
  },
});
