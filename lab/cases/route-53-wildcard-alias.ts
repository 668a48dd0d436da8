import { behindAlias, ZONE_ID } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { ALB, certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** No record has the origin's name; the wildcard answers, and leads to another name of the zone first. */
export default defineCase({
  id: 'route-53-wildcard-alias',
  story: 'a wildcard alias in Route 53 leads to the load balancer by way of another name',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['*.example.com'], notBefore: at(-200), notAfter: at(-2) });
    const records = [
      { name: '*.example.com', alias: { target: 'lb.example.com', zoneId: ZONE_ID } },
      { name: 'lb.example.com', alias: { target: `dualstack.${ALB.dnsName}` } },
      { name: 'zzz.example.com', values: ['203.0.113.99'] },
    ];
    const held = inAcm(leaf, certificateArn(1), { status: 'EXPIRED' });
    return behindAlias(tlsOrigin({ chain: [leaf, authority.intermediate] }), [held], { records });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['found by a Route 53 alias in zone example.com', 'aws elbv2 modify-listener --region eu-west-1'],
  },
});
