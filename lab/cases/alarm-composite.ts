import { defineCase } from '../case.ts';
import { SHOP_ID, shop } from '../estate.ts';
import { composite, sqs } from '../events.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The event names only the children; CloudWatch is asked what they watch. One child is a composite that names its parent again. */
export default defineCase({
  id: 'alarm-composite',
  story: 'a composite alarm fires; its child names the distribution',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const transition = { distributionId: SHOP_ID, at: now };
    const event = sqs([composite({ ...transition, alarmName: 'site-down' }, ['errors'])]);
    const alarms = [
      { name: 'site-down', rule: 'ALARM("errors")' },
      { name: 'errors', rule: 'ALARM("cloudfront-5xx") OR ALARM("site-down")' },
      { name: 'cloudfront-5xx', distributionId: SHOP_ID },
    ];
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      event,
      account: { distributions: [shop()], alarms },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['expired 3 days ago'],
  },
});
