import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

/** The load balancer was built anew and got another name; the CNAME still points at the old one. */
export default defineCase({
  id: 'origin-name-unresolvable',
  story: 'the origin’s CNAME points at a load balancer that is gone',
  build: () => ({
    dns: { 'origin.example.com': { cname: 'old-alb-987654321.eu-west-1.elb.amazonaws.com' } },
    origins: [],
    account: { distributions: [shop()] },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-name-unresolvable',
    certainty: 'proven',
    says: ['old-alb-987654321.eu-west-1.elb.amazonaws.com'],
    blindSpots: ['no load balancer named old-alb'],
  },
});
