import { inMember, MEMBER, there } from '../behind.ts';
import { defineCase } from '../case.ts';
import { ALB, SHOP_ID } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { balancerTraffic, usualTraffic } from '../traffic.ts';
import { minutesAgo, modifyListener } from '../trail.ts';

/** Who changed it, who owns it and what it counted is written down in the account that holds it, and nowhere else. */
export default defineCase({
  id: 'member-account-changed',
  story: 'the load balancer is in another account; a deployment there changed its listener, and a stack there owns it',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-200), notAfter: at(-2) });
    const resources = [{ type: 'AWS::ElasticLoadBalancingV2::Listener', name: there(ALB.listenerArn) }];
    const staging = inMember(tlsOrigin({ chain: [leaf, authority.intermediate] }), leaf, [{ name: MEMBER.roleName }], {
      events: [modifyListener(minutesAgo(now, 9), { resources })],
      tags: { [there(ALB.listenerArn)]: { 'aws:cloudformation:stack-name': 'shop' } },
      metrics: balancerTraffic(now, { ClientTLSNegotiationErrorCount: { since: 6, count: 830, before: 2 } }),
    });
    const own = modifyListener(minutesAgo(now, 8), { name: 'DeleteListener', resources });
    const account = { ...staging.account, events: [own], metrics: usualTraffic(now) };
    return { ...staging, account };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [
      'WHAT CHANGED',
      `on app/shop-alb of account ${MEMBER.accountId} by role deploy (session ci-1234), 3 minutes before the errors began`,
      'Owned by CloudFormation stack shop.',
      'counts 830 failed TLS handshakes a minute, 2 before',
    ],
    neverSays: ['DeleteListener', `on ${SHOP_ID} by`],
  },
});
