import { defineCase } from '../case.ts';
import { expiredServer, TOLD_AS_EXPIRED } from '../doors.ts';
import { contributor, sqs } from '../events.ts';

/** A Metrics Insights alarm: the distribution stands in the attributes of the contributor. */
export default defineCase({
  id: 'alarm-contributor',
  story: 'one alarm over all distributions names its contributor',
  build: (lab) =>
    expiredServer(lab, (transition) => sqs([contributor({ ...transition, alarmName: 'all-distributions' })])),
  expect: TOLD_AS_EXPIRED,
});
