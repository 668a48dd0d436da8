import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** AWS advises against sending the root; it is superfluous and breaks nothing. */
export default defineCase({
  id: 'root-in-chain-harmless',
  story: 'decoy: the chain carries its root as well',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate, authority.root] }));
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['chain-with-extras'],
    ruledOut: ['chain-untrusted', 'chain-out-of-order', 'certificate-self-signed'],
  },
});
