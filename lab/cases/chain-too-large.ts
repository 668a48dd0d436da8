import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Somebody installed the bundle of all authorities as the chain file. */
export default defineCase({
  id: 'chain-too-large',
  story: 'the server sends 70 KiB of certificates',
  async build({ authority }) {
    const ballast = { id: '1.3.6.1.4.1.99999.1', critical: false, value: Buffer.alloc(35_000, 5) };
    const others = await Promise.all(
      [1, 2].map((one) => authority.issue({ commonName: `Other CA ${one}`, authority: true, extensions: [ballast] })),
    );
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate, ...others] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'chain-too-large',
    certainty: 'proven',
    notices: ['chain-with-extras'],
    says: ['more than CloudFront reads'],
    ruledOut: ['chain-untrusted', 'certificate-expired'],
  },
});
