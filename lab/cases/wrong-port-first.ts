import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { httpOrigin } from '../origins/http.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer, WEB } from '../staging.ts';

/**
 * The first of two stacked faults: the application's own port goes past nginx. What nginx serves on 443 is not looked at.
 * https://github.com/Safecast/safecast-new-map/blob/f5a8683bb42326f69e808b6ef46dcc40e37a94f4/docs/CLOUDFRONT_MCP_TROUBLESHOOTING.md
 */
export default defineCase({
  id: 'wrong-port-first',
  story: 'CloudFront dials 8765, where the application speaks plain HTTP behind nginx’s back',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['map.example.com'] });
    const origin = { id: 'web', domainName: 'origin-map.example.com', httpsPort: 8765 };
    return ownServer(httpOrigin(), {
      dns: { 'origin-map.example.com': { a: [WEB] } },
      origins: [
        { at: [WEB], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) },
        { at: [WEB], port: 8765, serve: httpOrigin() },
      ],
      account: { distributions: [shop({ aliases: ['map.example.com'], origins: [origin] })] },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-not-tls',
    certainty: 'proven',
    says: ['8765'],
    neverSays: ['certbot'],
  },
});
