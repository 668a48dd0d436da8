import { defineCase } from '../case.ts';
import { httpOrigin } from '../origins/http.ts';
import { behindBalancer } from '../staging.ts';

/** Port 443 is there, its protocol is HTTP. */
export default defineCase({
  id: 'listener-not-https',
  story: 'the load balancer’s listener on 443 speaks plain HTTP',
  build: () => behindBalancer(httpOrigin(), { listener: { protocol: 'HTTP', defaultCertificateArn: undefined } }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-not-https',
    certainty: 'proven',
    also: ['origin-not-tls'],
  },
});
