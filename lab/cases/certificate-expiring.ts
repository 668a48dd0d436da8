import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Good today; nobody has renewed it. */
export default defineCase({
  id: 'certificate-expiring',
  story: 'a warning: the certificate expires in five days',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-193), notAfter: at(5.1) });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }));
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['certificate-expiring'],
    says: ['expires in 5 days'],
    ruledOut: ['certificate-expired', 'chain-untrusted', 'chain-out-of-order', 'certificate-name-mismatch'],
  },
});
