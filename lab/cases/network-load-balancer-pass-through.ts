import { behindNetwork } from '../behind.ts';
import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** A TCP listener hands the connection on: nothing on it can be replaced, and it is sound. */
export default defineCase({
  id: 'network-load-balancer-pass-through',
  story: 'a network load balancer passes TLS on to servers whose certificate ran out',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    return behindNetwork(tlsOrigin({ chain: [leaf, authority.intermediate] }), { protocol: 'TCP' }, []);
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [
      'The targets of shop-nlb hold the certificate',
      'on the targets of shop-nlb',
      'aws elbv2 describe-target-health',
    ],
    neverSays: ['modify-listener', 'aws acm request-certificate'],
    ruledOut: ['listener-missing', 'listener-not-https'],
  },
});
