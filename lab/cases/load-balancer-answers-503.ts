import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Decoy: the load balancer itself answers, since it has no target to pass the request to. */
export default defineCase({
  id: 'load-balancer-answers-503',
  story: 'decoy: TLS is sound, the load balancer itself answers 503',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048' });
    const answer = { status: 503, headers: { server: 'awselb/2.0' } };
    return behindBalancer(tlsOrigin({ chain: [leaf, authority.intermediate], answer }), {
      certificates: [inAcm(leaf, certificateArn(1), { keyAlgorithm: 'RSA_2048' })],
    });
  },
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'origin-answers-5xx',
    says: ['503', 'load balancer'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['certificate-expired', 'acm-renewal-failed', 'listener-missing', 'listener-not-https'],
  },
});
