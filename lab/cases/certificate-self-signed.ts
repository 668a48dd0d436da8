import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** `openssl req -x509`, good enough for the staging system, forgotten in production. */
export default defineCase({
  id: 'certificate-self-signed',
  story: 'the server signed its own certificate',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], issuer: 'itself' });
    return ownServer(tlsOrigin({ chain: [leaf] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-self-signed',
    certainty: 'proven',
    ruledOut: ['certificate-expired', 'certificate-name-mismatch'],
  },
});
