import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** The default behavior's origin comes first, whichever fault is the more certain or the more familiar. */
export default defineCase({
  id: 'two-origins-two-faults',
  story: 'the default origin lacks its intermediate, /api/* has expired',
  async build({ authority, at }) {
    const [web, api] = await Promise.all([
      authority.issue({ names: ['origin.example.com'] }),
      authority.issue({ names: ['api.example.com'], notBefore: at(-91), notAfter: at(-1) }),
    ]);
    return {
      dns: { 'origin.example.com': { a: ['203.0.113.10'] }, 'api.example.com': { a: ['203.0.113.30'] } },
      origins: [
        { at: ['203.0.113.10'], serve: tlsOrigin({ chain: [web] }) },
        { at: ['203.0.113.30'], serve: tlsOrigin({ chain: [api, authority.intermediate] }) },
      ],
      account: {
        distributions: [
          shop({
            origins: [
              { id: 'api', domainName: 'api.example.com' },
              { id: 'web', domainName: 'origin.example.com' },
            ],
            defaultBehavior: { origin: 'web' },
            behaviors: [{ path: '/api/*', origin: 'api' }],
          }),
        ],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'chain-incomplete',
    certainty: 'proven',
    originId: 'web',
    also: ['certificate-expired'],
    says: ['api.example.com'],
  },
});
