import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Only the distribution may be read: what was seen with our own eyes is told all the same, and what was not, is named. */
export default defineCase({
  id: 'denied-everything',
  story: 'the certificate ran out; load balancer and ACM may not be read',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-200), notAfter: at(-2) });
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate] }),
      { certificates: [inAcm(leaf, certificateArn(1), { status: 'EXPIRED' })] },
      {
        account: {
          faults: [
            { operation: 'elasticloadbalancing:*', kind: 'deny' },
            { operation: 'acm:*', kind: 'deny' },
          ],
        },
      },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['elasticloadbalancing:DescribeLoadBalancers', '"Effect": "Allow"'],
    blindSpots: ['DescribeLoadBalancers'],
  },
});
