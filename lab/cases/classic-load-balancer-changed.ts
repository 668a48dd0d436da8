import { behindClassic, CLASSIC } from '../behind.ts';
import { defineCase } from '../case.ts';
import { ACCOUNT, certificateArn, inAcm, REGION } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { minutesAgo } from '../trail.ts';

const ARN = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:loadbalancer/${CLASSIC.name}`;

/** CloudTrail knows a classic load balancer by its name, its tags by its ARN, which the API never tells. */
export default defineCase({
  id: 'classic-load-balancer-changed',
  story: 'somebody put the certificate of another site on a classic load balancer that a stack owns',
  async build({ authority, now }) {
    const other = await authority.issue({ names: ['blog.example.com'] });
    const listeners = [{ port: 443, certificateArn: certificateArn(1) }];
    return behindClassic(tlsOrigin({ chain: [other, authority.intermediate] }), listeners, {
      certificates: [inAcm(other, certificateArn(1), { inUseBy: [] })],
      account: {
        tags: { [ARN]: { 'aws:cloudformation:stack-name': 'shop' } },
        events: [
          {
            at: minutesAgo(now, 9),
            name: 'SetLoadBalancerListenerSSLCertificate',
            source: 'elasticloadbalancing.amazonaws.com',
            region: REGION,
            resources: [{ type: 'AWS::ElasticLoadBalancing::LoadBalancer', name: CLASSIC.name }],
            parameters: { loadBalancerName: CLASSIC.name, loadBalancerPort: 443, sSLCertificateId: certificateArn(1) },
          },
          {
            at: minutesAgo(now, 8),
            name: 'ImportCertificate',
            source: 'acm.amazonaws.com',
            region: REGION,
            resources: [{ type: 'AWS::ACM::Certificate', name: certificateArn(1) }],
          },
        ],
      },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-certificate-missing-for-name',
    also: ['certificate-name-mismatch'],
    says: [
      'WHAT CHANGED',
      `SetLoadBalancerListenerSSLCertificate (certificate ${certificateArn(1).split('/')[1]}, loadBalancerPort 443) on ${CLASSIC.name} by role deploy (session ci-1234), 3 minutes before the errors began`,
      'ImportCertificate on certificate',
      'Owned by CloudFormation stack shop.',
      'SSLCertificateId in Listeners of AWS::ElasticLoadBalancing::LoadBalancer',
    ],
    neverSays: ['elbv2'],
  },
});
