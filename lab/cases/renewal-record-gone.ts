import { validationRecord } from '../account/acm/validation.ts';
import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Seen before ACM itself has tried: there is time to put it back. */
export default defineCase({
  id: 'renewal-record-gone',
  story: 'ACM will renew in some days, and the validation record is gone from DNS',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-160), notAfter: at(38) });
    const renewal = { status: 'PENDING_AUTO_RENEWAL' as const, updatedAt: at(-1) };
    return behindBalancer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      certificates: [inAcm(leaf, certificateArn(1), { renewal })],
    });
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['certificate-not-renewing'],
    says: [validationRecord('origin.example.com').name.slice(0, 33), 'gone from public DNS'],
  },
});
