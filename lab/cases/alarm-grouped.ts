import { defineCase } from '../case.ts';
import { expiredServer, TOLD_AS_EXPIRED } from '../doors.ts';
import { SHOP_ID } from '../estate.ts';
import { GROUPED_QUERY, grouped, sqs } from '../events.ts';

const ALARM = 'all-distributions';

/** The alarm as a whole, and more distributions breach than its list of contributors holds: CloudWatch is asked which. */
export default defineCase({
  id: 'alarm-grouped',
  story: 'one alarm over all distributions names no contributor',
  async build(lab) {
    const staging = await expiredServer(lab, (transition) => sqs([grouped({ ...transition, alarmName: ALARM })]));
    const queries = [{ id: 'm1', expression: GROUPED_QUERY, returnData: true }];
    const values = [1, 2, 3, 4, 5].map((minute) => ({ at: lab.at(-minute / 1440), value: 61 }));
    const metrics = [{ name: '5xxErrorRate', distributionId: SHOP_ID, values }];
    return { ...staging, account: { ...staging.account, alarms: [{ name: ALARM, queries }], metrics } };
  },
  expect: TOLD_AS_EXPIRED,
});
