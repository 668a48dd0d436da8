import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The leaf is fine; the file beside it has been the same for years. */
export default defineCase({
  id: 'intermediate-expired',
  story: 'the leaf is in date, the intermediate sent with it is not',
  async build({ authority, at }) {
    const old = await authority.issue({
      commonName: 'Lab TLS Issuing CA 0',
      authority: true,
      issuer: authority.root,
      notBefore: at(-1830),
      notAfter: at(-4),
    });
    const leaf = await authority.issue({ names: ['origin.example.com'], issuer: old });
    return ownServer(tlsOrigin({ chain: [leaf, old] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'intermediate-expired',
    certainty: 'proven',
    says: ['Lab TLS Issuing CA 0'],
    ruledOut: ['certificate-expired', 'chain-incomplete'],
  },
});
