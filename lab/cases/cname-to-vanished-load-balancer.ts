import { ZONE_ID } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

const OLD = 'old-alb-987654321.eu-west-1.elb.amazonaws.com';

/** DNS shows where it leads; the account's zone tells which record that is. */
export default defineCase({
  id: 'cname-to-vanished-load-balancer',
  story: 'a CNAME in the account’s own zone points at a load balancer that was deleted',
  build: () => ({
    dns: { 'origin.example.com': { cname: OLD } },
    origins: [],
    account: {
      distributions: [shop()],
      hostedZones: [
        {
          ...{ id: ZONE_ID, name: 'example.com' },
          records: [{ name: 'origin.example.com', type: 'CNAME', values: [OLD] }],
        },
      ],
    },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-name-unresolvable',
    certainty: 'proven',
    says: [
      'Route 53 leads origin.example.com to load balancer old-alb in eu-west-1, which is gone',
      `(CNAME) → ${OLD}`,
      'aws elbv2 describe-load-balancers --region eu-west-1',
      `aws route53 change-resource-record-sets --hosted-zone-id ${ZONE_ID}`,
      '"ResourceRecords":[{"Value":"NEW_DNS_NAME"}]',
    ],
    blindSpots: ['no load balancer named old-alb'],
  },
});
