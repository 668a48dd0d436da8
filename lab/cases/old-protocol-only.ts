import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The distribution lists what the old server speaks: it works, and is worth a line. */
export default defineCase({
  id: 'old-protocol-only',
  story: 'a warning: the server speaks TLS 1.1 at most, and the distribution lists it',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048' });
    const serve = tlsOrigin({
      chain: [leaf, authority.intermediate],
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'ECDHE-RSA-AES128-SHA:@SECLEVEL=0',
    });
    const origins = [{ id: 'web', domainName: 'origin.example.com', sslProtocols: ['TLSv1', 'TLSv1.1', 'TLSv1.2'] }];
    return ownServer(serve, { account: { distributions: [shop({ origins })] } });
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['old-protocol-only'],
    says: ['agrees on TLSv1.1 and nothing newer'],
    ruledOut: ['protocol-mismatch', 'certificate-expired'],
  },
});
