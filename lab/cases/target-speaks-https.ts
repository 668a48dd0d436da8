import { behindTargets } from '../behind-targets.ts';
import { defineCase } from '../case.ts';

/**
 * The pods speak TLS and the target group plain HTTP: the load balancer gets no valid answer and sends 502 by itself.
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3163
 */
export default defineCase({
  id: 'target-speaks-https',
  story: 'the load balancer itself answers 502: its target group speaks HTTP to pods that want HTTPS',
  build: ({ authority }) =>
    behindTargets(authority, 502, [
      {
        ...{ listenerPort: 443, name: 'k8s-shop', protocol: 'HTTP', port: 8443, healthPath: '/healthz' },
        targets: ['10.0.1.11', '10.0.2.12'].map((id) => ({
          ...{ id, state: 'unhealthy', reason: 'Target.FailedHealthChecks' },
          description: 'Health checks failed',
        })),
      },
    ]),
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'no-healthy-targets',
    certainty: 'proven',
    also: ['origin-answers-5xx'],
    says: ['Target.FailedHealthChecks', 'HTTP or HTTPS'],
  },
});
