import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** A precertificate, which is made for the logs of Certificate Transparency, was installed. */
export default defineCase({
  id: 'critical-extension-unknown',
  story: 'the leaf carries the poison of a precertificate',
  async build({ authority }) {
    const poison = { id: '1.3.6.1.4.1.11129.2.4.3', critical: true, value: Buffer.from([5, 0]) };
    const leaf = await authority.issue({ names: ['origin.example.com'], extensions: [poison] });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'critical-extension-unknown',
    certainty: 'proven',
    says: ['precertificate'],
    ruledOut: ['chain-untrusted', 'certificate-wrong-purpose'],
  },
});
