import * as v from 'valibot';
import { AwsError, CommonError } from '../errors.ts';
import type {
  AlarmFixture,
  CompositeAlarmFixture,
  ContributorFixture,
  MetricAlarmFixture,
} from '../fixture/monitoring.ts';
import { hexOf, MADE_AT } from '../names.ts';
import { pageOf } from '../pages.ts';
import { type Context, type Operation, operation, type Service } from '../service.ts';
import { jsonProtocol } from '../wire/json.ts';
import type { Answer } from '../wire/protocol.ts';
import type { Wire } from '../wire/value.ts';
import { compositeAlarmOf, metricAlarmOf } from './alarm.ts';
import { getMetricData } from './metric-data.ts';

const NAME = v.pipe(v.string(), v.minLength(1), v.maxLength(255));

function alarmsHere({ fixture, region }: Context): readonly AlarmFixture[] {
  return (fixture.alarms ?? []).filter((alarm) => (alarm.region ?? 'us-east-1') === region);
}

function isComposite(alarm: AlarmFixture): alarm is CompositeAlarmFixture {
  return 'rule' in alarm;
}

function isMetricAlarm(alarm: AlarmFixture): alarm is MetricAlarmFixture {
  return !isComposite(alarm);
}

function alarmArn({ partition, region, accountId }: Context, name: string): string {
  return `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${name}`;
}

/** DescribeAlarms; metric alarms alone unless other types are named. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const describeAlarms = operation({
  input: v.strictObject({
    AlarmNames: v.optional(v.pipe(v.array(NAME), v.maxLength(100))),
    AlarmNamePrefix: v.optional(NAME),
    AlarmTypes: v.optional(v.array(v.picklist(['MetricAlarm', 'CompositeAlarm', 'LogAlarm'])), ['MetricAlarm']),
    StateValue: v.optional(v.picklist(['OK', 'ALARM', 'INSUFFICIENT_DATA'])),
    MaxRecords: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
    NextToken: v.optional(v.string()),
  }),
  resource: (_input, context) => alarmArn(context, '*'),
  answer: (input, context): Answer => {
    const { AlarmNames, AlarmNamePrefix, AlarmTypes, StateValue } = input;
    if (AlarmNames && AlarmNamePrefix) {
      throw new CommonError('invalid', 'AlarmNames and AlarmNamePrefix cannot both be specified');
    }
    const found = alarmsHere(context).filter((alarm) => {
      const type = isComposite(alarm) ? 'CompositeAlarm' : 'MetricAlarm';
      const named = AlarmNames ? AlarmNames.includes(alarm.name) : alarm.name.startsWith(AlarmNamePrefix ?? '');
      return named && AlarmTypes.includes(type) && (!StateValue || (alarm.state ?? 'ALARM') === StateValue);
    });
    const limit = context.fixture.pageSize;
    const { items, next } = pageOf(found, { asked: input.MaxRecords, usual: 50, limit, token: input.NextToken });
    const metric = items.filter(isMetricAlarm).map((alarm) => metricAlarmOf(alarm, context));
    const composite = items.filter(isComposite).map((alarm) => compositeAlarmOf(alarm, context));
    return { value: { MetricAlarms: metric, CompositeAlarms: composite, LogAlarms: [], NextToken: next } };
  },
});

/** DescribeAlarmContributors: the time series in ALARM. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmContributors.html */
const describeAlarmContributors = operation({
  input: v.strictObject({ AlarmName: NAME, NextToken: v.optional(v.string()) }),
  resource: ({ AlarmName }, context) => alarmArn(context, AlarmName),
  answer: ({ AlarmName, NextToken }, context): Answer => {
    const alarm = alarmsHere(context).find(({ name }) => name === AlarmName);
    if (!alarm || isComposite(alarm)) throw new AwsError(NO_SUCH_ALARM, `Alarm ${AlarmName} does not exist`);
    const contributors = alarm.contributors ?? [];
    const { items, next } = pageOf(contributors, { usual: 100, limit: context.fixture.pageSize, token: NextToken });
    return { value: { AlarmContributors: items.map(contributorOf), NextToken: next } };
  },
});

const NO_SUCH_ALARM = ['ResourceNotFoundException', 404, 'ResourceNotFoundException'] as const;

function contributorOf({ id, attributes, reason, since }: ContributorFixture): Wire {
  return {
    ContributorId: id ?? hexOf(JSON.stringify(attributes), 32),
    ContributorAttributes: attributes,
    StateReason: reason ?? 'Threshold Crossed',
    StateTransitionedTimestamp: since ? new Date(since) : MADE_AT,
  };
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['DescribeAlarms', describeAlarms],
  ['DescribeAlarmContributors', describeAlarmContributors],
  ['GetMetricData', getMetricData],
]);

/** Amazon CloudWatch, API version 2010-08-01, in the JSON that its newer clients speak. */
export const CLOUDWATCH: Service = {
  scope: 'monitoring',
  name: 'cloudwatch',
  protocol: jsonProtocol('1.0', 'GraniteServiceVersion20100801', {
    invalid: ['ValidationException', 400, 'ValidationError'],
    badToken: ['InvalidNextToken', 400, 'InvalidNextToken'],
  }),
  operations: OPERATIONS,
};
