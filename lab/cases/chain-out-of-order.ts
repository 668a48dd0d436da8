import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Every certificate is there, two of them in the wrong places. Most clients sort them out. */
export default defineCase({
  id: 'chain-out-of-order',
  story: 'two intermediates are sent in the wrong order',
  async build({ authority }) {
    const issuing = await authority.issue({
      commonName: 'Lab TLS Issuing CA 2',
      authority: true,
      issuer: authority.intermediate,
    });
    const leaf = await authority.issue({ names: ['origin.example.com'], issuer: issuing });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate, issuing] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'chain-out-of-order',
    ruledOut: ['chain-incomplete', 'chain-untrusted', 'certificate-expired'],
  },
});
