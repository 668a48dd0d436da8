import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';
import { balancerTraffic, usualTraffic } from '../traffic.ts';

/** Decoy: the one path that is asked is well; the load balancer's own metrics say that its targets answer the others with 5xx. */
export default defineCase({
  id: 'load-balancer-counts-5xx',
  story: 'decoy: / is well, but the load balancer counts 5xx of its targets on other paths',
  async build({ authority, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048' });
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate] }),
      { certificates: [inAcm(leaf, certificateArn(1), { keyAlgorithm: 'RSA_2048' })] },
      {
        account: {
          metrics: [
            ...usualTraffic(now, { percent: 40, since: 12 }),
            ...balancerTraffic(now, { HTTPCode_Target_5XX_Count: { since: 12, count: 470 } }),
          ],
        },
      },
    );
  },
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'load-balancer-counts-5xx',
    certainty: 'proven',
    says: [
      'The targets behind load balancer shop-alb',
      '470 a minute',
      'counts 470 5xx a minute of its targets, 0 of its own',
      'describe-target-health',
    ],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['certificate-expired', 'certificate-name-mismatch', 'chain-incomplete'],
  },
});
