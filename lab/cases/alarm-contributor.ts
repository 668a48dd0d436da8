import { defineCase } from '../case.ts';
import { SHOP_ID } from '../estate.ts';
import { contributor, sqs } from '../events.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** A Metrics Insights alarm: the distribution stands in the attributes of the contributor. */
export default defineCase({
  id: 'alarm-contributor',
  story: 'one alarm over all distributions names its contributor',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const transition = { distributionId: SHOP_ID, at: now };
    const event = sqs([contributor({ ...transition, alarmName: 'all-distributions' })]);
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), { event });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['expired 3 days ago'],
  },
});
