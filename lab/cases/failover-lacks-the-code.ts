import { defineCase } from '../case.ts';
import { SHOP_ID, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** A spare stands ready, and its group goes over on neither of the codes that a failed handshake may count as; the error is remembered too. */
export default defineCase({
  id: 'failover-lacks-the-code',
  story:
    'the first of an origin group has expired; the group goes over on 500 and 504 alone, and 502 is cached for an hour',
  async build({ authority, at }) {
    const [web, spare] = await Promise.all([
      authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) }),
      authority.issue({ names: ['spare.example.com'] }),
    ]);
    const serve = (leaf: typeof web) => tlsOrigin({ chain: [leaf, authority.intermediate] });
    return {
      dns: { 'origin.example.com': { a: ['203.0.113.10'] }, 'spare.example.com': { a: ['203.0.113.40'] } },
      origins: [
        { at: ['203.0.113.10'], serve: serve(web) },
        { at: ['203.0.113.40'], serve: serve(spare) },
      ],
      account: {
        distributions: [
          shop({
            origins: [
              { id: 'web', domainName: 'origin.example.com' },
              { id: 'spare', domainName: 'spare.example.com' },
              { id: 'files', domainName: 'spare.example.com' },
            ],
            originGroups: [{ id: 'both', members: ['web', 'spare'], codes: [500, 504] }],
            defaultBehavior: { origin: 'files' },
            behaviors: [{ path: 'app/*', origin: 'both' }],
            errorResponses: [{ code: 502, cachedSeconds: 3600 }],
          }),
        ],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    originId: 'web',
    says: [
      'Failover: group both does not go over to spare.example.com',
      'AWS does not say which',
      "--argjson codes '[502,503]'",
      'a cached 502 for up to 1 hour',
      `aws cloudfront create-invalidation --distribution-id ${SHOP_ID} --paths '/app/*'`,
    ],
    neverSays: ['WORTH KNOWING'],
  },
});
