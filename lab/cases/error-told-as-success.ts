import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Viewers get a friendly page with 200 where the origin fails, so the metric tells of fewer errors than there are. */
export default defineCase({
  id: 'error-told-as-success',
  story: 'the origin has expired, and viewers get its 502 as 200 with a page',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const errorResponses = [{ code: 502, cachedSeconds: 5, as: { code: 200, page: '/sorry.html' } }];
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      account: { distributions: [shop({ errorResponses })] },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    notices: ['error-told-as-success'],
    says: ['Viewers get a 502 as 200', 'the 5xx metric does not'],
    neverSays: ['create-invalidation'],
  },
});
