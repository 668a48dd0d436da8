import { defineCase } from '../case.ts';
import { SHOP_ID } from '../estate.ts';
import { sqs } from '../events.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { snsEnvelope, snsMessage } from '../sns-events.ts';
import { ownServer } from '../staging.ts';

/** Two messages of one transition, one in the envelope of SNS and one delivered raw: one message to people. */
export default defineCase({
  id: 'alarm-by-sns-in-sqs',
  story: 'the alarm’s topic fills a queue, wrapped and raw; told once',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    const transition = { distributionId: SHOP_ID, at: now };
    const message = snsMessage(transition);
    const event = sqs([snsEnvelope(message, now), message]);
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), { event });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['expired 3 days ago'],
  },
});
