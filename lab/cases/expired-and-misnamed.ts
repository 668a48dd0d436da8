import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Renewing the same names would only uncover the second fault: both are told at once. */
export default defineCase({
  id: 'expired-and-misnamed',
  story: 'the certificate ran out and is for another name as well',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['old.example.com'], notBefore: at(-100), notAfter: at(-10) });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    also: ['certificate-name-mismatch'],
    says: ['old.example.com', 'origin.example.com'],
  },
});
