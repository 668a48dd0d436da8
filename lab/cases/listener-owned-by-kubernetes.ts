import { defineCase } from '../case.ts';
import { ALB, certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** The listener carries no tag, its load balancer does: the controller would undo what the commands do. */
export default defineCase({
  id: 'listener-owned-by-kubernetes',
  story: 'the listener’s policy shares nothing with OriginSslProtocols; a Kubernetes ingress owns the load balancer',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'P-256' });
    const sslProtocols = ['TLSv1', 'TLSv1.1'];
    return behindBalancer(
      tlsOrigin({ chain: [leaf, authority.intermediate], minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }),
      { certificates: [inAcm(leaf, certificateArn(1))], listener: { sslPolicy: 'ELBSecurityPolicy-TLS-1-2-2017-01' } },
      {
        account: {
          distributions: [shop({ origins: [{ id: 'web', domainName: 'origin.example.com', sslProtocols }] })],
          tags: { [ALB.arn]: { 'elbv2.k8s.aws/cluster': 'prod', 'ingress.k8s.aws/stack': 'shop/web' } },
        },
      },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'ssl-policy-mismatch',
    certainty: 'likely',
    says: [
      'Owned by the AWS Load Balancer Controller of Kubernetes cluster prod, shop/web, as its load balancer is',
      'annotation alb.ingress.kubernetes.io/ssl-policy',
    ],
  },
});
