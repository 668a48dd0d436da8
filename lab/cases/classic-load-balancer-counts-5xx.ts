import { behindClassic, CLASSIC } from '../behind.ts';
import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { balancerTraffic, usualTraffic } from '../traffic.ts';

/** Decoy: the one path that is asked is well. A classic load balancer counts under other names, and no handshakes. */
export default defineCase({
  id: 'classic-load-balancer-counts-5xx',
  story: 'decoy: / is well, but a classic load balancer turns requests away and counts 5xx of its own',
  async build({ authority, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048' });
    const listeners = [{ port: 443, certificateArn: certificateArn(1) }];
    const of = { namespace: 'AWS/ELB', dimensions: { LoadBalancerName: CLASSIC.name } };
    const counted = {
      HTTPCode_ELB_5XX: { since: 12, count: 470 },
      SpilloverCount: { since: 12, count: 465 },
      BackendConnectionErrors: { since: 12, count: 90, before: 3 },
    };
    return behindClassic(tlsOrigin({ chain: [leaf, authority.intermediate] }), listeners, {
      certificates: [inAcm(leaf, certificateArn(1), { keyAlgorithm: 'RSA_2048' })],
      account: {
        metrics: [...usualTraffic(now, { percent: 40, since: 12 }), ...balancerTraffic(now, counted, of)],
      },
    });
  },
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'load-balancer-counts-5xx',
    certainty: 'proven',
    says: [
      `Load balancer ${CLASSIC.name} itself answers 5xx, 470 a minute`,
      '90 failed connections to its instances a minute, 3 before',
      '0 5xx a minute of its instances, 470 of its own',
      '465 requests a minute turned away, its queue being full',
      'aws elb describe-instance-health',
    ],
    neverSays: ['handshakes a minute', 'elbv2'],
    ruledOut: ['certificate-expired', 'certificate-name-mismatch'],
  },
});
