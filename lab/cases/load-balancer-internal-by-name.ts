import { defineCase } from '../case.ts';
import { ALB, alb, certificateArn, inAcm, shop } from '../estate.ts';

const INNER = `internal-${ALB.dnsName}`;

/** Its name says so, and so do its addresses; nothing is dialled. */
export default defineCase({
  id: 'load-balancer-internal-by-name',
  story: 'the origin is an internal application load balancer',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return {
      dns: { 'origin.example.com': { cname: INNER }, [INNER]: { a: ['10.0.12.7', '10.0.13.9'] } },
      origins: [],
      account: {
        distributions: [shop()],
        loadBalancers: [alb({ scheme: 'internal', dnsName: INNER })],
        certificates: [inAcm(leaf, certificateArn(1))],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'load-balancer-internal',
    certainty: 'proven',
    also: ['origin-address-private'],
    says: ['create-vpc-origin'],
    neverSays: ['aws acm request-certificate'],
  },
});
