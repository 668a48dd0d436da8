import { describe, expect, test } from '@jest/globals';
import { readDescription } from '../../lambda/alarm-event/described.ts';
import { beyondContributors, distributionsOf } from '../../lambda/gather/alarms.ts';
import { breachingDistributions, contributingDistributions, toEvaluation } from '../../lambda/gather/grouped.ts';
import type { Alarm, AlarmSubject } from '../../lambda/model/alarm.ts';
import { ID, INSIGHTS, OTHER_ID } from '../alarm-event/events.ts';
import { notApplicable, observed, unavailable } from '../evidence.ts';
import { type Answers, awsError, denied, pretendAws } from './pretend-aws.ts';

const SIGNAL = new AbortController().signal;
const CHANGED_AT = '2026-11-23T12:36:15.490Z';
const THIRD_ID = 'E3THIRDTHIRD3';

function alarm(subject: AlarmSubject, more: Partial<Alarm> = {}): Alarm {
  return {
    name: 'cf-5xx',
    region: 'us-east-1',
    state: 'ALARM',
    changedAt: CHANGED_AT,
    reason: '',
    metrics: [],
    subject,
    ...more,
  };
}

async function ask(of: Alarm, answers: Answers = {}, seen: readonly string[] = []) {
  const { aws, sent } = pretendAws(answers);
  return { scope: await distributionsOf(aws, of, seen, SIGNAL), sent };
}

test('an alarm that names its distributions needs no call', async () => {
  const { scope, sent } = await ask(alarm({ kind: 'distributions', ids: [ID, OTHER_ID] }));
  expect(scope).toEqual(observed([ID, OTHER_ID]));
  expect(sent).toEqual([]);
});

test('one that is not about CloudFront errors is not applicable, and says why', async () => {
  expect((await ask(alarm({ kind: 'unrelated', why: 'it watches CPU' }))).scope).toEqual(
    notApplicable('it watches CPU'),
  );
});

describe('a composite alarm', () => {
  type Kept = Readonly<Record<string, object>>;
  const metric = (id: string, more: object = {}) => ({
    MetricName: '5xxErrorRate',
    Namespace: 'AWS/CloudFront',
    Dimensions: [
      { Name: 'DistributionId', Value: id },
      { Name: 'Region', Value: 'Global' },
    ],
    StateValue: 'ALARM',
    ...more,
  });
  const cpu = { MetricName: 'CPUUtilization', Namespace: 'AWS/EC2', Dimensions: [], StateValue: 'ALARM' };
  const rule = (AlarmRule: string, more: object = {}) => ({ AlarmRule, StateValue: 'ALARM', ...more });

  const account = (alarms: Kept): Answers => ({
    DescribeAlarms: ({ AlarmNames }) => {
      const names = Array.isArray(AlarmNames) ? AlarmNames : [];
      const found = names.filter((name) => name in alarms).map((name) => ({ AlarmName: name, ...alarms[name] }));
      return {
        MetricAlarms: found.filter((one) => !('AlarmRule' in one)),
        CompositeAlarms: found.filter((one) => 'AlarmRule' in one),
        LogAlarms: [],
      };
    },
  });
  const composite = (text: string, children: readonly string[]) =>
    alarm({ kind: 'composite', rule: text, children }, { name: 'all' });

  test('is about the distributions of its children, all types asked in one call', async () => {
    const { scope, sent } = await ask(
      composite('ALARM(a) OR ALARM(b)', ['a', 'b']),
      account({ a: metric(ID), b: metric(OTHER_ID) }),
    );
    expect(scope).toEqual(observed([ID, OTHER_ID]));
    expect(sent).toHaveLength(1);
    expect(sent[0]?.input).toMatchObject({
      AlarmNames: ['a', 'b'],
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'],
    });
  });

  test('children named by ARN', async () => {
    const child = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:a';
    expect((await ask(composite('ALARM(a)', [child]), account({ a: metric(ID) }))).scope).toEqual(observed([ID]));
  });

  test('any depth, with cycles', async () => {
    const alarms = {
      a: rule('ALARM(b)'),
      b: rule('ALARM(c) OR ALARM(a)'),
      c: rule('ALARM(d) OR ALARM(all)'),
      d: metric(ID),
    };
    const { scope, sent } = await ask(composite('ALARM(a)', ['a']), account({ all: rule('ALARM(a)'), ...alarms }));
    expect(scope).toEqual(observed([ID]));
    expect(sent.flatMap(({ input }) => input.AlarmNames)).toEqual(['a', 'b', 'c', 'd', 'all']);
  });

  test('a nested one goes down through what triggered it', async () => {
    const StateReasonData = JSON.stringify({ triggeringAlarms: [{ arn: 'arn:aws:cloudwatch:us-east-1:1:alarm:y' }] });
    const alarms = { inner: rule('ALARM(x) OR ALARM(y)', { StateReasonData }), x: metric(ID), y: metric(OTHER_ID) };
    expect((await ask(composite('ALARM(inner)', ['inner']), account(alarms))).scope).toEqual(observed([OTHER_ID]));
  });

  test('triggering children that lead to nothing: then all that the rule names', async () => {
    const alarms = account({ cpu, cf: metric(ID) });
    expect((await ask(composite('ALARM(cpu) AND ALARM(cf)', ['cpu']), alarms)).scope).toEqual(observed([ID]));
  });

  test('children in ALARM go before those that are not; all of them where none is any more', async () => {
    const ok = metric(OTHER_ID, { StateValue: 'OK' });
    expect((await ask(composite('ALARM(a) OR ALARM(b)', ['a', 'b']), account({ a: metric(ID), b: ok }))).scope).toEqual(
      observed([ID]),
    );
    expect((await ask(composite('ALARM(b)', ['b']), account({ b: ok }))).scope).toEqual(observed([OTHER_ID]));
  });

  test('without a CloudFront child it is not applicable', async () => {
    const { scope } = await ask(composite('ALARM(cpu) OR ALARM(gone)', ['cpu', 'gone']), account({ cpu }));
    expect(scope).toEqual(notApplicable('no child of composite alarm all is about CloudFront errors'));
  });

  test('in another region it cannot have one', async () => {
    const { scope, sent } = await ask({ ...composite('ALARM(a)', ['a']), region: 'eu-west-1' }, {});
    expect(scope).toMatchObject({ status: 'not-applicable', reason: expect.stringContaining('eu-west-1') });
    expect(sent).toEqual([]);
  });

  test('denied: unavailable with the permission', async () => {
    expect((await ask(composite('ALARM(a)', ['a']), { DescribeAlarms: denied })).scope).toEqual(
      unavailable('cloudwatch:DescribeAlarms was denied', 'cloudwatch:DescribeAlarms'),
    );
  });

  test('a failure half-way down costs what is below it, not what was found', async () => {
    const real = account({ a: metric(ID), b: rule('ALARM(c)') });
    const answers: Answers = {
      DescribeAlarms: (input) => {
        if (JSON.stringify(input.AlarmNames) === '["c"]') throw awsError('Throttling');
        return real.DescribeAlarms?.(input);
      },
    };
    expect((await ask(composite('ALARM(a) OR ALARM(b)', ['a', 'b']), answers)).scope).toEqual(observed([ID]));
  });

  test('bounded: 500 alarms, 100 a call, page by page', async () => {
    const names = Array.from({ length: 700 }, (_, index) => `a${index}`);
    const { sent } = await ask(composite('TRUE', names), account({}));
    expect(sent.map(({ input }) => (Array.isArray(input.AlarmNames) ? input.AlarmNames.length : 0))).toEqual([
      100, 100, 100, 100, 100,
    ]);
    const paged: Answers = {
      DescribeAlarms: ({ NextToken }) =>
        NextToken
          ? { MetricAlarms: [{ AlarmName: 'b', ...metric(OTHER_ID) }] }
          : { MetricAlarms: [{ AlarmName: 'a', ...metric(ID) }], NextToken: 'more' },
    };
    expect((await ask(composite('ALARM(a) OR ALARM(b)', ['a', 'b']), paged)).scope).toEqual(observed([ID, OTHER_ID]));
  });

  test('a grouped child brings its contributors', async () => {
    const child = { Metrics: [{ Id: 'q', Expression: INSIGHTS, Period: 60 }], Threshold: 5, StateValue: 'ALARM' };
    const answers: Answers = {
      ...account({ fleet: child }),
      DescribeAlarmContributors: () => ({
        AlarmContributors: [{ ContributorId: 'c', ContributorAttributes: { DistributionId: ID } }],
      }),
      GetMetricData: denied,
    };
    expect((await ask(composite('ALARM(fleet)', ['fleet']), answers)).scope).toEqual(observed([ID]));
  });

  test('a description is read like an event', () => {
    expect(readDescription({ AlarmName: 'a', ...metric(ID) })).toEqual({
      name: 'a',
      inAlarm: true,
      subject: { kind: 'distributions', ids: [ID] },
    });
    expect(readDescription({ AlarmName: 'a', ...metric('$(x)') })).toMatchObject({ subject: { kind: 'unrelated' } });
    expect(
      readDescription({ AlarmName: 'l', ScheduledQueryConfiguration: { QueryString: 'stats count(*)' } }),
    ).toMatchObject({ subject: { kind: 'unrelated' } });
    expect(readDescription({})).toBeUndefined();
  });
});

describe('a grouped alarm', () => {
  const subject: AlarmSubject = { kind: 'grouped', query: INSIGHTS, periodSeconds: 60, threshold: 5 };
  const at = (...minutes: number[]) => minutes.map((minute) => new Date(Date.UTC(2026, 10, 23, 12, minute)));
  const series = (Label: string, ...Values: number[]) => ({
    Id: 'errors',
    Label,
    Values,
    Timestamps: at(...Values.map((_, index) => 35 - index)),
  });
  const listed =
    (...ids: string[]) =>
    () => ({
      AlarmContributors: ids.map((DistributionId) => ({
        ContributorId: DistributionId,
        ContributorAttributes: { DistributionId },
      })),
    });
  const described =
    (more: object = {}) =>
    () => ({
      MetricAlarms: [
        {
          AlarmName: 'cf-5xx',
          Threshold: 5,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          EvaluationPeriods: 5,
          DatapointsToAlarm: 3,
          ...more,
        },
      ],
    });
  const metrics =
    (...MetricDataResults: object[]) =>
    () => ({ MetricDataResults });
  const three = metrics(series(ID, 9, 9, 9), series(OTHER_ID, 8, 8, 8), series(THIRD_ID, 1, 0, 1));

  test('is left with those beyond the contributors', async () => {
    const answers = { DescribeAlarmContributors: listed(ID), DescribeAlarms: described(), GetMetricData: three };
    const { scope, sent } = await ask(alarm(subject), answers);
    expect(scope).toEqual(observed([OTHER_ID]));
    expect(sent.find(({ command }) => command === 'GetMetricData')?.input).toMatchObject({
      MetricDataQueries: [{ Id: 'errors', Expression: INSIGHTS, Period: 60 }],
      EndTime: new Date(CHANGED_AT),
    });
  });

  test('or with none', async () => {
    const answers = {
      DescribeAlarmContributors: listed(ID, OTHER_ID),
      DescribeAlarms: described(),
      GetMetricData: three,
    };
    expect((await ask(alarm(subject), answers)).scope).toMatchObject({ status: 'not-applicable' });
  });

  test('contributors whose events came along need not be listed any more', async () => {
    const answers = { DescribeAlarmContributors: listed(), DescribeAlarms: described(), GetMetricData: three };
    expect((await ask(alarm(subject), answers, [ID])).scope).toEqual(observed([OTHER_ID]));
  });

  test('contributors denied: all that breach', async () => {
    const answers = { DescribeAlarmContributors: denied, DescribeAlarms: described(), GetMetricData: three };
    expect((await ask(alarm(subject), answers)).scope).toEqual(observed([ID, OTHER_ID]));
  });

  test('metrics denied: not applicable where contributors tell, else unavailable with the permission', async () => {
    const answers = { DescribeAlarmContributors: listed(ID), DescribeAlarms: described(), GetMetricData: denied };
    expect((await ask(alarm(subject), answers)).scope).toMatchObject({
      status: 'not-applicable',
      reason: expect.stringContaining('GetMetricData was denied'),
    });
    expect((await ask(alarm(subject), { ...answers, DescribeAlarmContributors: denied })).scope).toMatchObject({
      status: 'unavailable',
      permission: 'cloudwatch:GetMetricData',
    });
    expect((await ask(alarm(subject), { ...answers, DescribeAlarmContributors: listed() })).scope).toMatchObject({
      status: 'unavailable',
    });
  });

  test("the alarm itself denied: the event's threshold holds, and one datapoint is enough", async () => {
    const answers = {
      DescribeAlarmContributors: listed(),
      DescribeAlarms: denied,
      GetMetricData: metrics(series(ID, 9, 0, 0)),
    };
    expect((await ask(alarm(subject), answers)).scope).toEqual(observed([ID]));
    const { threshold: _, ...blind } = subject;
    expect((await ask(alarm(blind), answers)).scope).toEqual(
      unavailable('the threshold of alarm cf-5xx is not known', 'cloudwatch:DescribeAlarms'),
    );
  });

  test('answers in pages are read to the end', async () => {
    const answers: Answers = {
      DescribeAlarmContributors: ({ NextToken }) =>
        NextToken ? listed(OTHER_ID)() : { ...listed(ID)(), NextToken: 'c' },
      DescribeAlarms: described(),
      GetMetricData: ({ NextToken }) =>
        NextToken ? metrics(series(THIRD_ID, 9, 9, 9))() : { ...three(), NextToken: 'm' },
    };
    expect((await ask(alarm(subject), answers)).scope).toEqual(observed([THIRD_ID]));
  });

  test('nobody left above the threshold', () => {
    const seen = { contributors: observed([]), breaching: observed([]) };
    expect(beyondContributors(seen, [])).toMatchObject({
      status: 'not-applicable',
      reason: expect.stringContaining('any more'),
    });
  });

  describe('breaches as the alarm judges', () => {
    const evaluation = { ...toEvaluation({ EvaluationPeriods: 5, DatapointsToAlarm: 3 }), threshold: 5 };
    const moment = { until: CHANGED_AT, periodSeconds: 60 };
    const judged = (result: object, more: object = {}) =>
      breachingDistributions([result], { ...evaluation, ...more }, moment);

    test('three of five', () => {
      expect(judged(series(ID, 9, 0, 9, 0, 9))).toEqual([ID]);
      expect(judged(series(ID, 9, 0, 0, 9, 0, 9))).toEqual([]);
      expect(judged(series(ID, 5, 5, 5))).toEqual([ID]);
      expect(judged(series(ID, 5, 5, 5), { operator: 'GreaterThanThreshold' })).toEqual([]);
    });

    test('what lies long before the transition does not count', () => {
      expect(judged({ Label: ID, Values: [9, 9, 9], Timestamps: at(5, 6, 7) })).toEqual([]);
    });

    test('a series across pages is one series', () => {
      const [one, two] = [
        { Label: ID, Values: [9, 9], Timestamps: at(34, 35) },
        { Label: ID, Values: [9], Timestamps: at(33) },
      ];
      expect(breachingDistributions([one, two], evaluation, moment)).toEqual([ID]);
    });

    test.each([
      [`${ID} Global`, [ID]],
      [`5xxErrorRate ${ID}`, [ID]],
      ['Other', []],
      ['', []],
    ])('the label %j names %j', (label, ids) => expect(judged(series(label, 9, 9, 9))).toEqual(ids));

    test('500 at most', () => {
      const many = Array.from({ length: 600 }, (_, index) => series(`E${String(index).padStart(9, '0')}`, 9, 9, 9));
      expect(breachingDistributions(many, evaluation, moment)).toHaveLength(500);
    });
  });

  test('contributors without a distribution, or with one that cannot be, are passed over', () => {
    const contributor = (attributes: Record<string, string>) => ({
      ContributorId: 'c',
      ContributorAttributes: attributes,
      StateReason: '',
    });
    expect(
      contributingDistributions([
        contributor({ Region: 'Global' }),
        contributor({ DistributionId: '../x' }),
        contributor({ DistributionId: ID }),
      ]),
    ).toEqual([ID]);
  });
});
