import { defineCase } from '../case.ts';
import { ALB, alb, shop } from '../estate.ts';
import { httpOrigin } from '../origins/http.ts';
import { BALANCER } from '../staging.ts';

const CODE = `import cf from 'cloudfront';
async function handler(event) {
  // cf.updateRequestOrigin({ domainName: 'old.example.com' });
  cf.updateRequestOrigin({ domainName: '${ALB.dnsName}', customHeaders: { 'x-stage': 'production' } });
  return event.request;
}`;

/**
 * The configured origin is a stand-in; a function names a load balancer and no protocol, so that CloudFront asks it on 443.
 * https://github.com/anomalyco/sst/issues/6742
 * https://github.com/anomalyco/sst/issues/6743
 */
export default defineCase({
  id: 'edge-function-names-origin',
  story: 'a CloudFront Function names a load balancer that listens on 80 alone, and no protocol',
  build: () => ({
    dns: { [ALB.dnsName]: { a: BALANCER } },
    origins: [{ at: BALANCER, port: 80, serve: httpOrigin() }],
    account: {
      distributions: [
        shop({
          origins: [{ id: 'web', domainName: 'placeholder.example.com' }],
          defaultBehavior: { origin: 'web', functions: [{ name: 'router', event: 'viewer-request' }] },
        }),
      ],
      functions: [{ name: 'router', code: CODE }],
      loadBalancers: [alb({ listeners: [{ port: 80, protocol: 'HTTP' }] })],
    },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-missing',
    certainty: 'likely',
    originId: 'function router',
    also: ['port-refused'],
    notices: ['origin-name-unresolvable'],
    says: ['CloudFront Function router', 'customOriginConfig', 'aws cloudfront get-function --name router'],
    neverSays: ['old.example.com'],
  },
});
