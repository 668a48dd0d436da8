import { defineCase } from '../case.ts';
import { ALL_VIEWER, SHOP_DOMAIN, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Decoy: with Host forwarded hardly any origin has a certificate for the cloudfront.net name. That is no fault. */
export default defineCase({
  id: 'healthy-host-forwarded',
  story: 'decoy: Host is forwarded, only the cloudfront.net name does not match',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['www.example.com', 'origin.example.com'] });
    const distribution = shop({ defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER } });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      account: { distributions: [distribution] },
    });
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['certificate-name-mismatch'],
    says: [SHOP_DOMAIN],
    ruledOut: ['certificate-expired', 'chain-incomplete', 'origin-answers-5xx'],
  },
});
