import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The server sends the chain of ten years ago, whose root nobody thought would ever end. */
export default defineCase({
  id: 'root-expired',
  story: 'the chain leads to a root that has expired',
  async build({ authority }) {
    const issuing = await authority.issue({
      commonName: 'Lab TLS Issuing CA 5',
      authority: true,
      issuer: authority.expiredRoot,
    });
    const leaf = await authority.issue({ names: ['origin.example.com'], issuer: issuing });
    return ownServer(tlsOrigin({ chain: [leaf, issuing] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'root-expired',
    certainty: 'proven',
    says: ['Lab Root CA 0', '4 days ago'],
    ruledOut: ['certificate-expired', 'intermediate-expired', 'chain-untrusted'],
  },
});
