import { validationRecord } from '../account/acm/validation.ts';
import { behindAlias } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** DNS shows bare addresses: only Route 53 knows that they are those of a load balancer. */
export default defineCase({
  id: 'route-53-alias',
  story: 'an alias in Route 53 hides the load balancer whose ACM certificate ran out',
  async build({ authority, at }) {
    const names = ['origin.example.com'];
    const leaf = await authority.issue({ names, notBefore: at(-200), notAfter: at(-2), key: 'RSA-2048' });
    const renewal = { status: 'FAILED' as const, updatedAt: at(-2) };
    const held = inAcm(leaf, certificateArn(1), { status: 'EXPIRED', keyAlgorithm: 'RSA_2048', renewal });
    return behindAlias(tlsOrigin({ chain: [leaf, authority.intermediate] }), [held]);
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'acm-renewal-failed',
    certainty: 'proven',
    also: ['certificate-expired'],
    says: [
      'Behind: load balancer shop-alb in eu-west-1, found by a Route 53 alias in zone example.com',
      validationRecord('origin.example.com').name,
      'aws elbv2 modify-listener --region eu-west-1',
    ],
    ruledOut: ['listener-missing', 'listener-not-https'],
  },
});
