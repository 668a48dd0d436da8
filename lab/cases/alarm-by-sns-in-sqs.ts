import { defineCase } from '../case.ts';
import { expiredServer, TOLD_AS_EXPIRED } from '../doors.ts';
import { sqs } from '../events.ts';
import { snsEnvelope, snsMessage } from '../sns-events.ts';

/** Two messages of one transition, one in the envelope of SNS and one delivered raw: one message to people. */
export default defineCase({
  id: 'alarm-by-sns-in-sqs',
  story: 'the alarm’s topic fills a queue, wrapped and raw; told once',
  build: (lab) =>
    expiredServer(lab, (transition) => {
      const message = snsMessage(transition);
      return sqs([snsEnvelope(message, lab.now), message]);
    }),
  expect: TOLD_AS_EXPIRED,
});
