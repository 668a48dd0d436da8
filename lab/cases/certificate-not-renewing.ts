import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** No fault today. In three weeks it would be. */
export default defineCase({
  id: 'certificate-not-renewing',
  story: 'an imported certificate runs out in 20 days, and nothing renews it',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-345), notAfter: at(20) });
    return behindBalancer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      certificates: [inAcm(leaf, certificateArn(1), { type: 'IMPORTED' })],
    });
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['certificate-not-renewing'],
    says: ['it was imported'],
  },
});
