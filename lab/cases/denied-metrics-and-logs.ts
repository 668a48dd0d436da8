import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Neither metrics nor logs may be read: what decides was seen, and the statement that would show more is ready to paste. */
export default defineCase({
  id: 'denied-metrics-and-logs',
  story: 'a certificate ran out; no metric and no log may be read',
  async build({ authority, at }) {
    const leaf = await authority.issue({
      names: ['origin.example.com'],
      notBefore: at(-90),
      notAfter: at(-2),
      key: 'RSA-2048',
    });
    const denied = ['cloudwatch:GetMetricData', 'logs:*'];
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate] }),
      {
        certificates: [
          inAcm(leaf, certificateArn(1), { type: 'IMPORTED', status: 'EXPIRED', keyAlgorithm: 'RSA_2048' }),
        ],
      },
      { account: { faults: denied.map((operation) => ({ operation, kind: 'deny' as const })) }, logs: true },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['cloudwatch:GetMetricData', 'logs:DescribeDeliverySources'],
    neverSays: ['WHEN AND HOW MUCH'],
    blindSpots: [
      "CloudFront's metrics: cloudwatch:GetMetricData was denied",
      'access logs: logs:DescribeDeliverySources was denied',
      "load balancer's metrics",
    ],
  },
});
