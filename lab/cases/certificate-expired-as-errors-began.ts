import { defineCase } from '../case.ts';
import { certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';
import { balancerTraffic, usualTraffic } from '../traffic.ts';

/** The errors began in the minute in which the certificate ran out, all are 502, and the load balancer counts who hangs up on it. */
export default defineCase({
  id: 'certificate-expired-as-errors-began',
  story: 'the certificate ran out 20 minutes ago; every metric tells the same',
  async build({ authority, at, now }) {
    const ended = at(-20 / 1440);
    const leaf = await authority.issue({
      names: ['origin.example.com'],
      notBefore: at(-90),
      notAfter: ended,
      key: 'RSA-2048',
    });
    const metrics = [
      ...usualTraffic(now, { since: 20, percent: 41, codes: { 502: 1 } }),
      ...balancerTraffic(now, { ClientTLSNegotiationErrorCount: { since: 20, count: 830, before: 2 } }),
    ];
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate] }),
      {
        certificates: [
          inAcm(leaf, certificateArn(1), { type: 'IMPORTED', status: 'EXPIRED', keyAlgorithm: 'RSA_2048' }),
        ],
      },
      { account: { distributions: [shop({ additionalMetrics: true })], metrics } },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [
      '502 since',
      '41% of 1,200 requests a minute',
      '502 is what viewers get from this fault',
      'The errors began as it broke',
      'counts 830 failed TLS handshakes a minute, 2 before',
    ],
  },
});
