import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The distribution has none: no origin mTLS. */
export default defineCase({
  id: 'client-certificate-required',
  story: 'the origin demands a client certificate over TLS 1.2',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'P-256' });
    const chain = [leaf, authority.intermediate];
    return ownServer(tlsOrigin({ chain, maxVersion: 'TLSv1.2', demandsClientCertificate: true }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'client-certificate-required',
    says: ['client certificate', 'OriginMtlsConfig'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['origin-not-tls'],
  },
});
