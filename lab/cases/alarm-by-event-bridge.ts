import { defineCase } from '../case.ts';
import { expiredServer, TOLD_AS_EXPIRED } from '../doors.ts';
import { eventBridge } from '../events.ts';

/** The rule’s target is the function itself. */
export default defineCase({
  id: 'alarm-by-event-bridge',
  story: 'EventBridge calls the function, without a queue',
  build: (lab) => expiredServer(lab, eventBridge),
  expect: TOLD_AS_EXPIRED,
});
