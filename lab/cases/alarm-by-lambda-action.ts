import { defineCase } from '../case.ts';
import { expiredServer, TOLD_AS_EXPIRED } from '../doors.ts';
import { directLambda } from '../events.ts';

/** CloudWatch calls the function itself, without EventBridge or SNS between them. */
export default defineCase({
  id: 'alarm-by-lambda-action',
  story: 'the function is the alarm’s own action',
  build: (lab) => expiredServer(lab, directLambda),
  expect: TOLD_AS_EXPIRED,
});
