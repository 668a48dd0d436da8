import { behindTargets } from '../behind-targets.ts';
import { defineCase } from '../case.ts';

/**
 * The health check passes before the application can serve, and the cache was emptied at that very moment.
 * https://velog.io/@sh1623/AWS-Cloud-Front-503-Error
 */
export default defineCase({
  id: 'app-booting-behind-healthy-targets',
  story:
    'decoy: a deployment; the targets count as healthy while the application still boots, the load balancer answers 502',
  build: ({ authority }) => behindTargets(authority, 502, [{ listenerPort: 443, name: 'shop-web' }]),
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'origin-answers-5xx',
    certainty: 'likely',
    says: ['2 of 2 targets of group shop-web are healthy', 'last deployment', '502'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['no-healthy-targets', 'certificate-expired'],
  },
});
