import { defineCase } from '../case.ts';
import { ACCOUNT, certificateArn, inAcm, REGION } from '../estate.ts';
import { behindVpcOrigin } from '../vpc-staging.ts';

const NLB = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:loadbalancer/net/shop-nlb/50dc6c495c0c9188`;

/** It had a TCP listener when the VPC origin was made. */
export default defineCase({
  id: 'vpc-origin-unsupported',
  story: 'a VPC origin’s Network Load Balancer was given a TLS listener',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const listeners = [{ port: 443, protocol: 'TLS', defaultCertificateArn: certificateArn(1) }];
    return behindVpcOrigin({
      vpcOrigin: { endpointArn: NLB },
      account: {
        loadBalancers: [{ region: REGION, name: 'shop-nlb', type: 'network', scheme: 'internal', arn: NLB, listeners }],
        certificates: [inAcm(leaf, certificateArn(1))],
      },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'vpc-origin-unsupported',
    certainty: 'likely',
    says: ['whose listener ends TLS', 'TCP listener'],
    ruledOut: ['listener-certificate-expired'],
    blindSpots: ['private network'],
  },
});
