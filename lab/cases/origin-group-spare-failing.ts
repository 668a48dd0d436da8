import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** The spare of an origin group is asked only when the first one fails, and the first one is well: worth a line, not why. */
export default defineCase({
  id: 'origin-group-spare-failing',
  story: 'decoy: the spare of an origin group has expired, the first is well',
  async build({ authority, at }) {
    const [web, spare] = await Promise.all([
      authority.issue({ names: ['origin.example.com'] }),
      authority.issue({ names: ['spare.example.com'], notBefore: at(-100), notAfter: at(-10) }),
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
            ],
            originGroups: [{ id: 'both', members: ['web', 'spare'] }],
            defaultBehavior: { origin: 'both' },
          }),
        ],
      },
    };
  },
  expect: { conclusion: 'no-fault-found', notices: ['certificate-expired'], says: ['spare.example.com'] },
});
