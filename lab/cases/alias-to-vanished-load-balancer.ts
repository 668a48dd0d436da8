import { ZONE_ID } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { ALB, alb, shop } from '../estate.ts';

const OLD = 'shop-alb-987654321.eu-west-1.elb.amazonaws.com';
const ZONE_OF_ALBS = 'Z32O12XQLNTSW2';

/** DNS shows nothing of an alias: the name is there and has no address. The zone tells why. */
export default defineCase({
  id: 'alias-to-vanished-load-balancer',
  story: 'the load balancer was built anew under the same name; the alias in Route 53 still leads to the old one',
  build: () => ({
    dns: { 'origin.example.com': {} },
    origins: [],
    account: {
      distributions: [shop()],
      loadBalancers: [alb()],
      hostedZones: [
        {
          ...{ id: ZONE_ID, name: 'example.com' },
          records: [{ name: 'origin.example.com', alias: { target: `dualstack.${OLD}`, zoneId: ZONE_OF_ALBS } }],
        },
      ],
    },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-name-unresolvable',
    certainty: 'proven',
    says: [
      'Route 53 leads origin.example.com to load balancer shop-alb in eu-west-1, which is gone',
      `hosted zone ${ZONE_ID} (example.com) origin.example.com (A, alias) → dualstack.${OLD}`,
      `shop-alb in eu-west-1 of this account is another load balancer (${ALB.dnsName})`,
      `aws route53 change-resource-record-sets --hosted-zone-id ${ZONE_ID}`,
      `"HostedZoneId":"${ZONE_OF_ALBS}","DNSName":"dualstack.${ALB.dnsName}"`,
    ],
    ruledOut: ['origin-dns-failing'],
  },
});
