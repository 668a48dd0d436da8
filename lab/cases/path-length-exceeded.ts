import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** An authority that may issue for servers only has made itself another one. */
export default defineCase({
  id: 'path-length-exceeded',
  story: 'an authority stands below one that allows none',
  async build({ authority }) {
    const last = await authority.issue({
      commonName: 'Lab TLS Issuing CA 4',
      authority: true,
      issuer: authority.root,
      pathLength: 0,
    });
    const below = await authority.issue({ commonName: 'Lab Department CA', authority: true, issuer: last });
    const leaf = await authority.issue({ names: ['origin.example.com'], issuer: below });
    return ownServer(tlsOrigin({ chain: [leaf, below, last] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'path-length-exceeded',
    certainty: 'proven',
    says: ['Lab TLS Issuing CA 4', 'allows 0 authorities'],
    ruledOut: ['chain-untrusted', 'chain-incomplete', 'certificate-wrong-purpose'],
  },
});
