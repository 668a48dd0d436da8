import { defineCase } from '../case.ts';
import { certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';
import { balancerTraffic, usualTraffic } from '../traffic.ts';

/** What we are answered is what viewers are answered: the load balancer's own metrics make it certain who sends the 503. */
export default defineCase({
  id: 'load-balancer-counts-own-503',
  story: 'decoy: the load balancer answers 503 itself, and its own metrics say so',
  async build({ authority, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048' });
    const answer = { status: 503, headers: { server: 'awselb/2.0' } };
    const own = { since: 9, count: 700 };
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate], answer }),
      { certificates: [inAcm(leaf, certificateArn(1), { keyAlgorithm: 'RSA_2048' })] },
      {
        account: {
          distributions: [shop({ additionalMetrics: true })],
          metrics: [
            ...usualTraffic(now, { since: 9, codes: { 503: 1 } }),
            ...balancerTraffic(now, { HTTPCode_ELB_5XX_Count: own, HTTPCode_ELB_503_Count: own }),
          ],
        },
      },
    );
  },
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'origin-answers-5xx',
    certainty: 'proven',
    also: ['load-balancer-counts-5xx'],
    says: ['503 since', '0 5xx a minute of its targets, 700 of its own'],
    neverSays: ['aws acm request-certificate'],
  },
});
