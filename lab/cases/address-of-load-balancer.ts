import { behindAddress, ofBalancer } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** The zone lies with another provider, as plain addresses of the load balancer: its network interfaces tell. */
export default defineCase({
  id: 'address-of-load-balancer',
  story: 'DNS elsewhere holds the addresses of a load balancer whose certificate ran out',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-200), notAfter: at(-2) });
    const held = inAcm(leaf, certificateArn(1), { status: 'EXPIRED' });
    return behindAddress(tlsOrigin({ chain: [leaf, authority.intermediate] }), ofBalancer(), {
      account: { certificates: [held] },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [
      'Behind: load balancer shop-alb in eu-west-1, found by network interface eni-',
      'aws elbv2 modify-listener --region eu-west-1',
    ],
    neverSays: ['certbot'],
  },
});
