import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The file holds the chain of another site as well. */
export default defineCase({
  id: 'chain-with-extras',
  story: 'a warning: the chain holds certificates that no path needs',
  async build({ authority }) {
    const other = await authority.issue({ commonName: 'Other CA 7', authority: true });
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate, other] }));
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['chain-with-extras'],
    says: ['Other CA 7'],
    ruledOut: ['certificate-expired', 'chain-untrusted', 'chain-out-of-order', 'certificate-name-mismatch'],
  },
});
