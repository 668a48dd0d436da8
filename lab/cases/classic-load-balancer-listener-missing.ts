import { behindClassic, CLASSIC } from '../behind.ts';
import { defineCase } from '../case.ts';
import { httpOrigin } from '../origins/http.ts';

/** A classic load balancer that only ever listened on 80. */
export default defineCase({
  id: 'classic-load-balancer-listener-missing',
  story: 'a classic load balancer has no listener on 443',
  build: () => behindClassic(httpOrigin(), [{ port: 80, protocol: 'HTTP' }], { port: 80 }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-missing',
    certainty: 'proven',
    also: ['port-refused'],
    says: [
      `aws elb create-load-balancer-listeners --region eu-west-1 --load-balancer-name ${CLASSIC.name}`,
      'INSTANCE_PORT',
    ],
    neverSays: ['aws elbv2'],
  },
});
