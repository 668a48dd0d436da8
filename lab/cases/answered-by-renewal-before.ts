import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Nothing is wrong: ACM hands a renewed certificate over some time later. */
export default defineCase({
  id: 'answered-by-renewal-before',
  story: 'ACM renewed a certificate an hour ago; the listener still shows the one before',
  async build({ authority, at }) {
    const names = ['origin.example.com'];
    const before = await authority.issue({ names, notBefore: at(-153), notAfter: at(45) });
    const renewed = await authority.issue({ names, notBefore: at(-0.05), notAfter: at(198) });
    const renewal = { status: 'SUCCESS' as const, updatedAt: at(-0.04) };
    return behindBalancer(tlsOrigin({ chain: [before, authority.intermediate] }), {
      certificates: [inAcm(renewed, certificateArn(1), { renewal })],
    });
  },
  expect: {
    conclusion: 'no-fault-found',
    notices: ['answered-by-something-else'],
    says: ['holds a newer certificate'],
    neverSays: ['Something else than the load balancer'],
  },
});
