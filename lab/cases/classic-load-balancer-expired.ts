import { behindClassic, CLASSIC } from '../behind.ts';
import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** The same form of name as an application load balancer has; another API, and other commands. */
export default defineCase({
  id: 'classic-load-balancer-expired',
  story: 'the ACM certificate on a classic load balancer ran out',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-200), notAfter: at(-2) });
    const held = inAcm(leaf, certificateArn(1), { status: 'EXPIRED', inUseBy: [] });
    const listeners = [{ port: 443, certificateArn: certificateArn(1) }];
    return behindClassic(tlsOrigin({ chain: [leaf, authority.intermediate] }), listeners, { certificates: [held] });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [
      `aws elb set-load-balancer-listener-ssl-certificate --region eu-west-1 --load-balancer-name ${CLASSIC.name} --load-balancer-port 443`,
    ],
    neverSays: ['aws elbv2', 'certbot'],
    ruledOut: ['listener-missing', 'listener-not-https'],
  },
});
