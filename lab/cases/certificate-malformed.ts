import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Home-made software wrote an extension that is none. */
export default defineCase({
  id: 'certificate-malformed',
  story: 'the list of names in the leaf is no DER',
  async build({ authority }) {
    const broken = { id: '2.5.29.17', critical: false, value: Buffer.from([0x30, 0x7f, 1]) };
    const leaf = await authority.issue({ commonName: 'origin.example.com', extensions: [broken] });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-malformed',
    certainty: 'likely',
    says: ['cannot be read'],
    ruledOut: ['port-refused', 'origin-not-tls'],
  },
});
