import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer, WEB } from '../staging.ts';

const CODE = `import cf from 'cloudfront';
function handler(event) { cf.updateRequestOrigin({ domainName: 'elsewhere.example.com' }); return event.request; }`;

/** Code sends the requests elsewhere: what the configuration says of the origin is no proof any more. */
export default defineCase({
  id: 'edge-function-steers',
  story: 'the origin has expired, but a CloudFront Function sends requests elsewhere',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const other = await authority.issue({ names: ['elsewhere.example.com'] });
    const functions = [{ name: 'router', event: 'viewer-request' as const }];
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      dns: { 'origin.example.com': { a: [WEB] }, 'elsewhere.example.com': { a: ['203.0.113.40'] } },
      origins: [
        { at: [WEB], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) },
        { at: ['203.0.113.40'], serve: tlsOrigin({ chain: [other, authority.intermediate] }) },
      ],
      account: {
        distributions: [shop({ defaultBehavior: { origin: 'web', functions } })],
        functions: [{ name: 'router', code: CODE }],
      },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'likely',
    originId: 'web',
    says: ['may send requests'],
  },
});
