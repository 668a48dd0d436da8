import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Three servers behind one name; the new certificate reached one of them. That is an intermittent 502. */
export default defineCase({
  id: 'certificate-expired-on-some-addresses',
  story: 'two of three addresses still serve the old certificate',
  async build({ authority, at }) {
    const names = ['origin.example.com'];
    const stale = await authority.issue({ names, notBefore: at(-91), notAfter: at(-1) });
    const fresh = await authority.issue({ names, notBefore: at(-20), notAfter: at(70) });
    const serve = (leaf: typeof stale) => tlsOrigin({ chain: [leaf, authority.intermediate] });
    return ownServer(serve(fresh), {
      dns: { 'origin.example.com': { a: ['203.0.113.10', '203.0.113.11', '203.0.113.12'] } },
      origins: [
        { at: ['203.0.113.10'], serve: serve(stale) },
        { at: ['203.0.113.11'], serve: serve(fresh) },
        { at: ['203.0.113.12'], serve: serve(stale) },
      ],
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['on 2 of 3 addresses', '203.0.113.10', '203.0.113.12'],
  },
});
