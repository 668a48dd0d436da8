import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';
import { knowingOrigin } from '../origins/knowing.ts';
import { ownServer } from '../staging.ts';

/** Managed-UseOriginCacheControlHeaders-QueryStrings: Host is in the cache key. */
const HOST_IN_KEY = '4cc15a8a-d715-48a4-82b8-cc0b614638fe';

/**
 * That it speaks TLS 1.3 only is a red herring; that the origin request policy alone is changed is not enough.
 * https://github.com/Aquaticat/Monochromatic/blob/365b1b4f197040cb8c0ad8ca80f52ab014c79db7/TROUBLESHOOTING.aws-cloudfront-mirror.md
 */
export default defineCase({
  id: 'server-name-rejected-two-policies',
  story: 'Caddy with TLS 1.3 alone answers alert 80 for the alias; two policies forward Host',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'P-256' });
    const distribution = shop({
      defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER, cachePolicyId: HOST_IN_KEY },
    });
    const serve = knowingOrigin({ 'origin.example.com': [leaf, authority.intermediate] }, 80, {
      minVersion: 'TLSv1.3',
    });
    return ownServer(serve, { account: { distributions: [distribution] } });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'server-name-rejected',
    certainty: 'proven',
    says: [
      'www.example.com',
      'Managed-AllViewer (origin',
      'Managed-UseOriginCacheControlHeaders-QueryStrings',
      "cf.updateRequestOrigin({ hostHeader: 'origin.example.com', sni: 'origin.example.com' })",
      'Letting the origin speak TLS 1.2',
    ],
    ruledOut: ['protocol-mismatch', 'cipher-mismatch', 'certificate-key-unsupported'],
  },
});
