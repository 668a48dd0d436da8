import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Somebody requested a new certificate in time, and nobody put it on the listener. */
export default defineCase({
  id: 'certificate-expired-candidate-exists',
  story: 'an imported certificate ran out; a valid one lies unused in ACM',
  async build({ authority, at }) {
    const names = ['origin.example.com'];
    const stale = await authority.issue({ names, notBefore: at(-370), notAfter: at(-5) });
    const ready = await authority.issue({ names: ['*.example.com'], notBefore: at(-10), notAfter: at(188) });
    return behindBalancer(tlsOrigin({ chain: [stale, authority.intermediate] }), {
      certificates: [
        inAcm(stale, certificateArn(1), { type: 'IMPORTED', status: 'EXPIRED' }),
        inAcm(ready, certificateArn(2), { inUseBy: [] }),
      ],
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [certificateArn(2), 'aws elbv2'],
    neverSays: ['aws acm request-certificate'],
  },
});
