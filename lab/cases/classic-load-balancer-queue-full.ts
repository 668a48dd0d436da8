import { behindClassic, CLASSIC } from '../behind.ts';
import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { balancerTraffic, usualTraffic } from '../traffic.ts';

/** Decoy: the 503 bears no name, and the instances are fit. The load balancer's own metrics say that it turned the requests away. */
export default defineCase({
  id: 'classic-load-balancer-queue-full',
  story: 'decoy: a classic load balancer answers 503 itself while its instances are fit: the queue before them is full',
  async build({ authority, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048' });
    const answer = { status: 503, headers: { 'content-length': '0' } };
    const of = { namespace: 'AWS/ELB', dimensions: { LoadBalancerName: CLASSIC.name } };
    const counted = { HTTPCode_ELB_5XX: { since: 6, count: 730 }, SpilloverCount: { since: 6, count: 728 } };
    return behindClassic(
      tlsOrigin({ chain: [leaf, authority.intermediate], answer }),
      [{ port: 443, certificateArn: certificateArn(1) }],
      {
        certificates: [inAcm(leaf, certificateArn(1), { keyAlgorithm: 'RSA_2048' })],
        held: { instances: ['i-0a1b2c3d4e5f60718'] },
        account: { metrics: [...usualTraffic(now), ...balancerTraffic(now, counted, of)] },
      },
    );
  },
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'origin-answers-5xx',
    certainty: 'proven',
    also: ['load-balancer-counts-5xx'],
    says: [
      'the load balancer itself made this answer',
      'the queue before them is full',
      'Instances: 1 of 1 instance of load balancer shop-classic is healthy',
      '728 requests a minute turned away, its queue being full',
    ],
    neverSays: ['elbv2', 'Register targets', 'the application or its web server'],
    ruledOut: ['no-healthy-targets'],
  },
});
