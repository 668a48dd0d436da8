import { behindNetwork } from '../behind.ts';
import { defineCase } from '../case.ts';
import { httpOrigin } from '../origins/http.ts';

/** A network load balancer that only ever listened on 80. */
export default defineCase({
  id: 'network-load-balancer-listener-missing',
  story: 'a network load balancer has no listener on 443',
  build() {
    const staging = behindNetwork(httpOrigin(), { port: 80, protocol: 'TCP' }, []);
    return { ...staging, origins: staging.origins.map((one) => ({ ...one, port: 80 })) };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-missing',
    certainty: 'proven',
    also: ['port-refused'],
    says: ['443'],
  },
});
