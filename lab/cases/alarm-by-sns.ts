import { defineCase } from '../case.ts';
import { SHOP_ID } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { sns, snsMessage } from '../sns-events.ts';
import { ownServer } from '../staging.ts';

/** SNS calls the function with the text of the alarm: dimensions are a list, the region is a long name. */
export default defineCase({
  id: 'alarm-by-sns',
  story: 'the function subscribes to the alarm’s topic',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const transition = { distributionId: SHOP_ID, at: now };
    const event = sns(snsMessage(transition), now);
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), { event });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['expired 3 days ago'],
  },
});
