import { defineCase } from '../case.ts';
import { ALB, certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { BALANCER, behindBalancer } from '../staging.ts';

/** One address of two was handed to somebody else: what stands there shows a certificate that no listener of ours holds. */
export default defineCase({
  id: 'answered-by-something-else',
  story: 'DNS leads to an old server with an expired certificate, beside a sound listener',
  async build({ authority, at }) {
    const names = ['origin.example.com'];
    const held = await authority.issue({ names });
    const strange = await authority.issue({ names: ['*.example.com'], notBefore: at(-400), notAfter: at(-5) });
    const [good, stale] = BALANCER;
    const staging = behindBalancer(tlsOrigin({ chain: [held, authority.intermediate] }), {
      certificates: [inAcm(held, certificateArn(1))],
    });
    return {
      ...staging,
      origins: [
        { at: [good], serve: tlsOrigin({ chain: [held, authority.intermediate] }) },
        { at: [stale], serve: tlsOrigin({ chain: [strange, authority.intermediate] }) },
      ],
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    also: ['answered-by-something-else'],
    says: ['203.0.113.21', ALB.dnsName, 'Something else than the load balancer shop-alb answers'],
    neverSays: ['aws acm request-certificate', 'modify-listener'],
  },
});
