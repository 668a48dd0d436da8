import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** An old list of ciphers that somebody once needed; CloudFront offers static RSA, last. */
export default defineCase({
  id: 'no-forward-secrecy',
  story: 'a warning: the server chooses static RSA',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048' });
    const chain = [leaf, authority.intermediate];
    return ownServer(tlsOrigin({ chain, maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' }));
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['no-forward-secrecy'],
    says: ['without forward secrecy, AES128-GCM-SHA256'],
    ruledOut: ['cipher-mismatch', 'certificate-expired'],
  },
});
