import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The chain file holds the authority of next year. */
export default defineCase({
  id: 'intermediate-not-yet-valid',
  story: 'the leaf is in date, the intermediate sent with it begins in five days',
  async build({ authority, at }) {
    const young = await authority.issue({
      commonName: 'Lab TLS Issuing CA 3',
      authority: true,
      issuer: authority.root,
      notBefore: at(5),
      notAfter: at(1800),
    });
    const leaf = await authority.issue({ names: ['origin.example.com'], issuer: young });
    return ownServer(tlsOrigin({ chain: [leaf, young] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'intermediate-not-yet-valid',
    certainty: 'proven',
    says: ['Lab TLS Issuing CA 3', 'is not valid yet'],
    ruledOut: ['certificate-not-yet-valid', 'intermediate-expired', 'chain-incomplete'],
  },
});
