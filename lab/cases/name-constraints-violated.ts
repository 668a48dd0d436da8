import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** A company’s own authority, trusted for one domain, has certified another. */
export default defineCase({
  id: 'name-constraints-violated',
  story: 'the authority may issue for another domain only',
  async build({ authority }) {
    const limited = await authority.issue({
      commonName: 'Lab Company CA',
      authority: true,
      issuer: authority.root,
      permitted: ['example.net'],
    });
    const names = ['origin.example.com', 'www.example.net'];
    const leaf = await authority.issue({ names, commonName: null, organization: 'Example', issuer: limited });
    return ownServer(tlsOrigin({ chain: [leaf, limited] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'name-constraints-violated',
    certainty: 'proven',
    says: ['Lab Company CA', 'origin.example.com'],
    ruledOut: ['chain-untrusted', 'certificate-name-mismatch'],
  },
});
