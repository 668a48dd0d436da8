import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Below TLS 1.3 a server may only show a certificate on a curve that the client offers for the key exchange. */
export default defineCase({
  id: 'certificate-key-p521',
  story: 'the origin speaks TLS 1.2 at most and has a P-521 key',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'P-521' });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate], maxVersion: 'TLSv1.2' }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-key-unsupported',
    certainty: 'likely',
    says: ['secp521r1'],
  },
});
