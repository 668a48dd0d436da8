import { behindClassic, CLASSIC } from '../behind.ts';
import { GROUP } from '../behind-gate.ts';
import { defineCase } from '../case.ts';
import { certificateArn, inAcm, REGION } from '../estate.ts';

/** Its security groups are judged like any other load balancer's. */
export default defineCase({
  id: 'classic-load-balancer-shut',
  story: 'a classic load balancer whose security group admits an office alone',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048' });
    const staging = behindClassic('firewall', [{ port: 443, certificateArn: certificateArn(1) }], {
      certificates: [inAcm(leaf, certificateArn(1), { keyAlgorithm: 'RSA_2048' })],
      held: { securityGroups: [GROUP], instances: ['i-0a1b2c3d4e5f60718'] },
      account: {
        securityGroups: [{ region: REGION, id: GROUP, inbound: [{ port: 443, cidrs: ['198.51.100.0/24'] }] }],
      },
    });
    return { ...staging, limits: { connectMs: 400 } };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'security-group-blocks-cloudfront',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: [`before load balancer ${CLASSIC.name}`, `aws ec2 authorize-security-group-ingress`, GROUP],
    neverSays: ['elbv2'],
    ruledOut: ['no-healthy-targets', 'stored-chain-untrusted'],
  },
});
