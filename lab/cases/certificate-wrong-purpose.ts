import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Somebody put the client certificate of a partner interface where the site’s belongs. */
export default defineCase({
  id: 'certificate-wrong-purpose',
  story: 'the leaf was made for clients, not for servers',
  async build({ authority }) {
    const purposes = ['1.3.6.1.5.5.7.3.2'];
    const leaf = await authority.issue({ names: ['origin.example.com'], purposes });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-wrong-purpose',
    certainty: 'proven',
    says: ['clientAuth', 'serverAuth'],
    ruledOut: ['chain-untrusted', 'certificate-name-mismatch', 'certificate-expired'],
  },
});
