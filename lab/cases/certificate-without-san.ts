import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The oldest way to name a server; the library that CloudFront builds on still accepts it. */
export default defineCase({
  id: 'certificate-without-san',
  story: 'a warning: the name stands in the common name only',
  async build({ authority }) {
    const leaf = await authority.issue({ commonName: 'origin.example.com' });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }));
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['certificate-without-san'],
    says: ['in the subject only'],
    ruledOut: ['certificate-expired', 'chain-untrusted', 'chain-out-of-order', 'certificate-name-mismatch'],
  },
});
