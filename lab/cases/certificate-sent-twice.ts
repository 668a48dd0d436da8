import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The leaf stands in its own file and in the bundle. */
export default defineCase({
  id: 'certificate-sent-twice',
  story: 'a warning: the intermediate is sent twice',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate, authority.intermediate] }));
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['certificate-sent-twice'],
    says: ['Lab TLS Issuing CA 1 twice'],
    ruledOut: ['certificate-expired', 'chain-untrusted', 'chain-out-of-order', 'certificate-name-mismatch'],
  },
});
