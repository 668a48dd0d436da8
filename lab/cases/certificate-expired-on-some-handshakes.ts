import { defineCase } from '../case.ts';
import { poolOrigin } from '../origins/pool.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** One of four servers behind one address was forgotten; the first dial meets a good one. */
export default defineCase({
  id: 'certificate-expired-on-some-handshakes',
  story: 'one of four servers behind one address still serves the old certificate',
  async build({ authority, at }) {
    const names = ['origin.example.com'];
    const stale = await authority.issue({ names, notBefore: at(-91), notAfter: at(-1) });
    const fresh = await authority.issue({ names, notBefore: at(-20), notAfter: at(70) });
    const serve = (leaf: typeof stale) => tlsOrigin({ chain: [leaf, authority.intermediate] });
    return ownServer(poolOrigin(serve(fresh), serve(fresh), serve(stale), serve(fresh)));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [
      'on 1 of 4 handshakes to 203.0.113.10',
      'several servers seem to answer there',
      'Find those among the targets',
      'for i in 1 2 3',
    ],
    neverSays: ['certbot'],
  },
});
