import { defineCase } from '../case.ts';
import { expiredServer, TOLD_AS_EXPIRED } from '../doors.ts';
import { sns, snsMessage } from '../sns-events.ts';

/** SNS calls the function with the text of the alarm: dimensions are a list, the region is a long name. */
export default defineCase({
  id: 'alarm-by-sns',
  story: 'the function subscribes to the alarm’s topic',
  build: (lab) => expiredServer(lab, (transition) => sns(snsMessage(transition), lab.now)),
  expect: TOLD_AS_EXPIRED,
});
