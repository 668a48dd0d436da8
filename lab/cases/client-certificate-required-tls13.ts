import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The handshake completes; what follows is an alert. */
export default defineCase({
  id: 'client-certificate-required-tls13',
  story: 'the origin demands a client certificate over TLS 1.3: it refuses after the handshake',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'P-256' });
    const chain = [leaf, authority.intermediate];
    return ownServer(tlsOrigin({ chain, minVersion: 'TLSv1.3', demandsClientCertificate: true }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'client-certificate-required',
    says: ['after the handshake'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['certificate-expired'],
  },
});
