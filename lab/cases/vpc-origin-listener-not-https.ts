import { defineCase } from '../case.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

export default defineCase({
  id: 'vpc-origin-listener-not-https',
  story: 'a VPC origin over HTTPS, whose listener on 443 speaks plain HTTP',
  build: () => behindVpcOrigin({ balancer: { listeners: [{ port: 443, protocol: 'HTTP' }] } }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-not-https',
    certainty: 'proven',
    says: ["AWS's records alone"],
    blindSpots: ['private network'],
  },
});
