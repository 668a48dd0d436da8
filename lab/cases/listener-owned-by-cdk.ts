import { defineCase } from '../case.ts';
import { ALB, certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** The command mends it for tonight; the next deployment takes it back, unless the stack says the same. */
export default defineCase({
  id: 'listener-owned-by-cdk',
  story: 'the listener with the expired certificate belongs to a CDK stack; a good certificate lies in ACM',
  async build({ authority, at }) {
    const names = ['origin.example.com'];
    const stale = await authority.issue({ names, notBefore: at(-370), notAfter: at(-5) });
    const ready = await authority.issue({ names });
    return behindBalancer(
      tlsOrigin({ chain: [stale, authority.intermediate] }),
      {
        certificates: [
          inAcm(stale, certificateArn(1), { type: 'IMPORTED', status: 'EXPIRED' }),
          inAcm(ready, certificateArn(2), { inUseBy: [] }),
        ],
      },
      {
        account: {
          tags: {
            [ALB.listenerArn]: {
              'aws:cloudformation:stack-name': 'Shop-prod',
              'aws:cloudformation:logical-id': 'AlbHttps5C2F8B1A',
            },
          },
        },
      },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [
      'Owned by CloudFormation stack Shop-prod (logical id AlbHttps5C2F8B1A, as CDK names them). Change Certificates of AWS::ElasticLoadBalancingV2::Listener there',
      certificateArn(2),
    ],
    neverSays: ['WHAT CHANGED'],
  },
});
