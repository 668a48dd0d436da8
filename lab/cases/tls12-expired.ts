import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Up to TLS 1.2 the certificates cross the wire in the clear: another way to the same reading. */
export default defineCase({
  id: 'tls12-expired',
  story: 'an origin that speaks TLS 1.2 at most shows an expired RSA certificate',
  async build({ authority, at }) {
    const dates = { notBefore: at(-93), notAfter: at(-3) };
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048', ...dates });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate], maxVersion: 'TLSv1.2' }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    ruledOut: ['chain-incomplete', 'certificate-name-mismatch'],
  },
});
