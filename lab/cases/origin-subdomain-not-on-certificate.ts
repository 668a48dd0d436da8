import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer, WEB } from '../staging.ts';

/**
 * The second of two stacked faults, once the port is right: the sub-domain was made for CloudFront and never certified.
 * https://github.com/Safecast/safecast-new-map/blob/f5a8683bb42326f69e808b6ef46dcc40e37a94f4/docs/CLOUDFRONT_MCP_TROUBLESHOOTING.md
 */
export default defineCase({
  id: 'origin-subdomain-not-on-certificate',
  story: 'nginx has a certificate for the site, not for the sub-domain that became the origin',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['map.example.com'] });
    const origin = { id: 'web', domainName: 'origin-map.example.com', httpsPort: 443 };
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      dns: { 'origin-map.example.com': { a: [WEB] } },
      account: { distributions: [shop({ aliases: ['map.example.com'], origins: [origin] })] },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-name-mismatch',
    certainty: 'proven',
    says: [
      'origin-map.example.com',
      'map.example.com',
      'let the site answer for it: nginx `server_name`',
      'certbot certonly -d origin-map.example.com -d map.example.com',
    ],
    ruledOut: ['origin-not-tls', 'port-refused', 'chain-incomplete', 'certificate-expired'],
  },
});
