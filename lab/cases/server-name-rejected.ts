import { defineCase } from '../case.ts';
import { ALL_VIEWER, SHOP_DOMAIN, shop } from '../estate.ts';
import { knowingOrigin } from '../origins/knowing.ts';
import { ownServer } from '../staging.ts';

/**
 * Managed-AllViewer makes the cloudfront.net name, which viewers use here, the server name; the key type is a red herring.
 * https://github.com/openrung/openrung/pull/58
 */
export default defineCase({
  id: 'server-name-rejected',
  story: 'Host is forwarded by a new policy, and Caddy has no certificate for the cloudfront.net name',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'P-256' });
    const chain = [leaf, authority.intermediate];
    const distribution = shop({ aliases: [], defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER } });
    return ownServer(knowingOrigin({ 'origin.example.com': chain }, 80), {
      account: { distributions: [distribution] },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'server-name-rejected',
    certainty: 'proven',
    says: [SHOP_DOMAIN, 'internal_error', 'Managed-AllViewerExceptHostHeader', 'ECDSA'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['certificate-key-unsupported', 'signature-scheme-mismatch'],
  },
});
