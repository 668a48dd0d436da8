import { defineCase } from '../case.ts';
import { SHOP_DOMAIN, shop } from '../estate.ts';

/** DNS alone says it: what would answer there is the distribution. */
export default defineCase({
  id: 'origin-is-the-distribution-unanswered',
  story: 'the origin’s name was switched to the distribution itself, and no dial of ours is answered',
  build: () => ({
    dns: { 'www.example.com': { cname: SHOP_DOMAIN }, [SHOP_DOMAIN]: { a: ['203.0.113.33'] } },
    origins: [{ at: ['203.0.113.33'], serve: 'firewall' }],
    account: { distributions: [shop({ origins: [{ id: 'web', domainName: 'www.example.com' }] })] },
    limits: { connectMs: 400 },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'requests-come-back',
    certainty: 'likely',
    notices: ['port-unreachable'],
    says: ['is this distribution itself', SHOP_DOMAIN],
    blindSpots: ['did not answer'],
  },
});
