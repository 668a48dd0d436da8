import type { PolicyFixture } from '../account/fixture/cloudfront.ts';
import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Managed-AllViewerExceptHostHeader. */
const ALL_BUT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const HOST_IN_KEY: PolicyFixture = {
  id: 'a1b2c3d4-0000-4111-8222-333344447777',
  name: 'cache-by-host',
  headers: { behavior: 'whitelist', headers: ['Host'] },
};

/** What is in the cache key goes to the origin, whatever the origin request policy leaves out. */
export default defineCase({
  id: 'host-forwarded-by-own-cache-policy',
  story: 'a cache policy of one’s own has Host in its key; the certificate names only the origin',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const defaultBehavior = { origin: 'web', originRequestPolicyId: ALL_BUT_HOST, cachePolicyId: HOST_IN_KEY.id };
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      account: { distributions: [shop({ defaultBehavior })], cachePolicies: [HOST_IN_KEY] },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-name-mismatch',
    certainty: 'likely',
    says: ['www.example.com'],
  },
});
