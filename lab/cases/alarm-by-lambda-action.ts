import { defineCase } from '../case.ts';
import { SHOP_ID } from '../estate.ts';
import { directLambda } from '../events.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** CloudWatch calls the function itself, without EventBridge or SNS between them. */
export default defineCase({
  id: 'alarm-by-lambda-action',
  story: 'the function is the alarm’s own action',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const transition = { distributionId: SHOP_ID, at: now };
    const event = directLambda(transition);
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), { event });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['expired 3 days ago'],
  },
});
