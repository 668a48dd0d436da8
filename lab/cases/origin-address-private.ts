import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

const INTERNAL = 'internal-shop-alb-1234567890.eu-west-1.elb.amazonaws.com';

/** An internal load balancer has a public name and private addresses: CloudFront gets nowhere. DNS tells, whosever it is. */
export default defineCase({
  id: 'origin-address-private',
  story: 'the origin is an internal load balancer of another account',
  build: () => ({
    dns: { 'origin.example.com': { cname: INTERNAL }, [INTERNAL]: { a: ['10.0.12.7', '10.0.13.9'] } },
    origins: [],
    account: { distributions: [shop()] },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-address-private',
    certainty: 'proven',
    says: ['10.0.12.7'],
    neverSays: ['aws acm request-certificate'],
    blindSpots: ['belongs to an account that we may not look into'],
  },
});
