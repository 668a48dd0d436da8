import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** A server of one's own: nobody has renewed, or nobody has reloaded. */
export default defineCase({
  id: 'certificate-expired',
  story: 'a web server’s certificate ran out three days ago',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['expired 3 days ago', 'openssl s_client -connect'],
    neverSays: ['aws elbv2'],
    ruledOut: ['certificate-name-mismatch', 'chain-incomplete', 'port-refused', 'origin-not-tls'],
  },
});
