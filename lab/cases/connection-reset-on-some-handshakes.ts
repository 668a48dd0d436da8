import { defineCase } from '../case.ts';
import { poolOrigin } from '../origins/pool.ts';
import { resetOrigin } from '../origins/reset.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** What the good server makes of other offers says nothing of the bad one: no version, cipher or name is accused. */
export default defineCase({
  id: 'connection-reset-on-some-handshakes',
  story: 'one of two servers behind one address resets every connection',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return ownServer(poolOrigin(resetOrigin(), tlsOrigin({ chain: [leaf, authority.intermediate] })));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'connection-reset',
    certainty: 'likely',
    says: ['of 4 handshakes to 203.0.113.10'],
    ruledOut: ['protocol-mismatch', 'cipher-mismatch', 'server-name-rejected', 'certificate-expired'],
  },
});
