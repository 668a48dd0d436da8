import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Alarm } from '../lambda/model/alarm.ts';
import { mergeTransitions, parseAlarms, transitionKey, UnrecognisedEvent } from '../lambda/parse-alarm.ts';
import {
  ARN,
  CHANGED_UTC,
  detail,
  direct,
  envelope,
  eventBridge,
  ID,
  INSIGHTS,
  metricStat,
  notification,
  OTHER_ID,
  REASON,
  sns,
  sqs,
} from './alarm-event/events.ts';

const CONTRIBUTOR = 'CloudWatch Alarm Contributor State Change';
const grouped = { metrics: [{ id: 'q', expression: INSIGHTS, returnData: true, period: 60 }] };

function only(event: unknown): Alarm {
  const { records } = parseAlarms(event);
  const [alarm, ...more] = records.flatMap(({ alarms }) => alarms);
  if (!alarm || more.length > 0) throw new Error(`expected one alarm, got ${JSON.stringify(records)}`);
  return alarm;
}

const ALARM = {
  name: 'cf-5xx',
  arn: ARN,
  accountId: '111122223333',
  region: 'us-east-1',
  state: 'ALARM',
  previousState: 'OK',
  changedAt: CHANGED_UTC,
  reason: REASON,
  metrics: ['5xxErrorRate'],
  subject: { kind: 'distributions', ids: [ID] },
};

describe('one alarm, whatever door it comes through', () => {
  test.each([
    ['EventBridge', 'eventbridge', eventBridge()],
    ['the Lambda action', 'direct', direct()],
    ['SNS', 'sns', sns(notification())],
    ["SNS's own envelope", 'sns', envelope(notification())],
    ['a bare SNS message', 'sns', notification()],
    ['SQS with an EventBridge event', 'sqs', sqs(eventBridge())],
    ['SQS with a Lambda action', 'sqs', sqs(direct())],
    ['SQS with an SNS envelope', 'sqs', sqs(envelope(notification()))],
    ['SQS with a raw SNS message', 'sqs', sqs(notification())],
    ['SQS with SNS with EventBridge', 'sqs', sqs(envelope(eventBridge()))],
  ] as const)('%s', (_, source, event) => {
    expect(parseAlarms(event).source).toBe(source);
    expect(only(event)).toEqual(ALARM);
    expect(transitionKey(only(event))).toBe(transitionKey(only(eventBridge())));
  });

  test('bare detail, as an input path of EventBridge leaves it', () => {
    expect(only(sqs(detail()))).toMatchObject({ name: 'cf-5xx', region: 'us-east-1', subject: ALARM.subject });
  });

  test('a time with an offset is that moment, in the hour that summer time doubles too', () => {
    const at = (timestamp: string) =>
      only(eventBridge(detail(undefined, { state: { value: 'ALARM', timestamp } }))).changedAt;
    expect(at('2026-10-25T02:30:00.000+0200')).toBe('2026-10-25T00:30:00.000Z');
    expect(at('2026-10-25T02:30:00.000+0100')).toBe('2026-10-25T01:30:00.000Z');
    expect(at('2028-02-29T23:59:59.999+0000')).toBe('2028-02-29T23:59:59.999Z');
  });

  test('OK is read as well', () => {
    const ok = detail(undefined, {
      state: { value: 'OK', reason: 'fine', timestamp: '2026-11-23T12:40:15.490+0000' },
      previousState: { value: 'ALARM' },
    });
    expect(only(eventBridge(ok))).toMatchObject({ state: 'OK', previousState: 'ALARM' });
  });

  test("an SNS message's region is a long name: the code is in the ARN, else CloudFront's", () => {
    const AlarmArn = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:cf-5xx';
    expect(only(notification({ AlarmArn })).region).toBe('eu-west-1');
    expect(only(notification({ AlarmArn: undefined }))).toMatchObject({ region: 'us-east-1', name: 'cf-5xx' });
  });

  test('one whose actions a mute rule holds back is muted, unless one of them came', () => {
    const muteDetail = { mutedBy: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm-mute-rule:night' };
    const muted = only(eventBridge(detail(undefined, { muteDetail })));
    const [loud, plain] = [only(notification()), only(eventBridge())];
    expect(muted.muted).toBe(true);
    for (const one of [loud, plain, only(eventBridge(detail(undefined, { muteDetail: {} })))])
      expect(one).not.toHaveProperty('muted');
    expect(mergeTransitions([muted, muted])).toEqual([muted]);
    for (const both of [
      [muted, loud],
      [loud, muted],
    ]) {
      expect(mergeTransitions(both)).toHaveLength(1);
      expect(mergeTransitions(both)[0]).not.toHaveProperty('muted');
    }
  });

  test('what only adds does no harm: a test with set-alarm-state has no reasonData, a contributor no previous state', () => {
    const bare = detail(undefined, {
      state: { value: 'ALARM', reason: 'test', timestamp: CHANGED_UTC },
      previousState: null,
    });
    expect(only(eventBridge(bare))).toMatchObject({ reason: 'test', subject: ALARM.subject });
    const odd = detail({ metrics: [null, 7, 'x', {}, metricStat()], description: 17 }, { muteDetail: { mutedBy: [] } });
    expect(only(eventBridge(odd)).subject).toEqual(ALARM.subject);
  });
});

describe('contributors', () => {
  test.each([
    [
      'EventBridge',
      eventBridge(detail(grouped, { alarmContributor: { id: 'c1', attributes: { DistributionId: ID } } }), CONTRIBUTOR),
    ],
    [
      'the Lambda action',
      direct(detail(grouped, { alarmContributor: { id: 'c1', attributes: { DistributionId: ID } } })),
    ],
    [
      'SNS',
      sns(
        notification({
          AlarmContributorId: 'c1',
          AlarmContributorAttributes: { DistributionId: ID },
          Trigger: { Metrics: [{ Id: 'q', Expression: INSIGHTS, Period: 60 }] },
        }),
      ),
    ],
  ])('%s names the distribution in the attributes', (_, event) => {
    expect(only(event)).toMatchObject({
      contributorId: 'c1',
      metrics: ['5xxErrorRate'],
      subject: { kind: 'distributions', ids: [ID] },
    });
  });

  test('the alarm-level event of the same transition is about the group', () => {
    expect(only(eventBridge(detail(grouped))).subject).toEqual({
      kind: 'grouped',
      query: INSIGHTS,
      periodSeconds: 60,
      threshold: 5,
    });
    const event = eventBridge(
      detail(grouped, { alarmContributor: { id: 'c1', attributes: { DistributionId: ID } } }),
      CONTRIBUTOR,
    );
    expect(transitionKey(only(event))).not.toBe(transitionKey(only(eventBridge(detail(grouped)))));
  });
});

describe('composite alarms', () => {
  const CHILD = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:child';
  const alarmRule = 'ALARM("cf-5xx") OR (ALARM(cf-502) AND NOT OK("deploying"))';

  test('triggering children come from the reason', () => {
    const state = {
      value: 'ALARM',
      timestamp: CHANGED_UTC,
      reasonData: JSON.stringify({ triggeringAlarms: [{ arn: CHILD, state: { value: 'ALARM' } }] }),
    };
    const subject = { kind: 'composite', rule: alarmRule, children: [CHILD] };
    expect(only(eventBridge(detail({ alarmRule }, { state }))).subject).toEqual(subject);
    expect(only(direct(detail({ alarmRule }, { state }))).subject).toEqual(subject);
    expect(
      only(
        sns(
          notification({
            Trigger: undefined,
            AlarmRule: alarmRule,
            TriggeringChildren: [{ Arn: CHILD, State: { Value: 'ALARM' } }],
          }),
        ),
      ).subject,
    ).toEqual(subject);
  });

  test('without them, all children of the rule', () => {
    const { subject, metrics } = only(
      eventBridge(detail({ alarmRule }, { state: { value: 'ALARM', timestamp: CHANGED_UTC, reasonData: 'not json' } })),
    );
    expect(subject).toEqual({ kind: 'composite', rule: alarmRule, children: ['cf-5xx', 'cf-502', 'deploying'] });
    expect(metrics).toEqual([]);
  });
});

describe('a batch', () => {
  test('its neighbours outlive a poison message', () => {
    const { source, records } = parseAlarms(sqs(eventBridge(), 'not json', { hello: 'secret-value' }, notification()));
    expect(source).toBe('sqs');
    expect(records.map(({ messageId, alarms, problem }) => [messageId, alarms.length, problem !== undefined])).toEqual([
      ['m0', 1, false],
      ['m1', 0, true],
      ['m2', 0, true],
      ['m3', 1, false],
    ]);
    expect(records[1]?.problem).toContain('a text of 8 characters that is no JSON; wanted EventBridge');
    expect(records[2]?.problem).toContain('an object with "hello"');
    expect(JSON.stringify(records)).not.toContain('secret-value');
  });

  test('an SNS record without an alarm is a problem of its own', () => {
    const { records } = parseAlarms(sns('just words', notification()));
    expect(records.map(({ alarms }) => alarms.length)).toEqual([0, 1]);
  });

  test('an alarm whose distribution id cannot be one is a problem: nothing unsafe goes on', () => {
    const unsafe = eventBridge(detail({ metrics: [metricStat('5xxErrorRate', '$(reboot)')] }));
    expect(parseAlarms(sqs(unsafe)).records[0]).toMatchObject({
      alarms: [],
      problem: expect.stringContaining('is no distribution id'),
    });
    const half = eventBridge(detail({ metrics: [metricStat('5xxErrorRate', '../x'), metricStat()] }));
    expect(only(half).subject).toEqual({ kind: 'distributions', ids: [ID] });
  });
});

describe('what is no state change of an alarm', () => {
  test('a configuration change is acknowledged', () => {
    const event = eventBridge(
      { alarmName: 'cf-5xx', operation: 'update', state: { value: 'OK' }, configuration: {} },
      'CloudWatch Alarm Configuration Change',
    );
    expect(only(event)).toMatchObject({ state: 'OK', subject: { kind: 'unrelated' } });
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'hello'],
    ['a list', [1, 2]],
    ['an empty object', {}],
    ['an S3 event', { Records: [{ eventSource: 'aws:s3', s3: {} }] }],
    ['no records', { Records: [] }],
    ['another EventBridge event', eventBridge({}, 'EC2 Instance State-change Notification')],
    ['an alarm without a state', eventBridge({ alarmName: 'x' })],
    ['an alarm without a time', { alarmName: 'x', state: { value: 'ALARM' } }],
    [
      'an alarm of before 1970',
      { alarmName: 'x', state: { value: 'ALARM', timestamp: '-271821-04-20T00:00:00.000Z' } },
    ],
    ['an alarm of after 9999', { alarmName: 'x', state: { value: 'ALARM', timestamp: '+275760-09-13T00:00:00.000Z' } }],
    [
      'an SNS confirmation',
      { Type: 'SubscriptionConfirmation', Message: 'You have chosen to subscribe', Token: 'hunter2' },
    ],
  ])('%s throws', (_, event) => expect(() => parseAlarms(event)).toThrow(UnrecognisedEvent));

  test('the error says what came, what was wanted and how to test', () => {
    const event = { password: 'hunter2', token: 'abc' };
    const { message } = new UnrecognisedEvent(event);
    expect(message).toContain('got an object with "password", "token"');
    expect(message).not.toContain('hunter2');
    expect(message).toContain('CloudWatch Alarm Contributor State Change');
    expect(message).toContain(
      'aws cloudwatch set-alarm-state --alarm-name NAME --state-value ALARM --state-reason test --region us-east-1',
    );
    expect(message).toContain('npm run diagnose -- event FILE');
    expect(() => parseAlarms(eventBridge({ alarmName: 'x', state: { value: 'hunter2' } }))).toThrow(
      /state\.value is not/,
    );
    expect(() => parseAlarms(eventBridge({ alarmName: 'x', state: { value: 'hunter2' } }))).not.toThrow(/hunter2/);
  });

  test('its message is bounded', () => {
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`${index}`.repeat(200), index]));
    expect(new UnrecognisedEvent(wide).message.length).toBeLessThan(2_500);
  });
});

describe('mergeTransitions', () => {
  const alarm = only(eventBridge());

  test('one transition through two doors is one', () => {
    expect(mergeTransitions([alarm, only(sns(notification()))])).toEqual([alarm]);
  });

  test('what they say of distributions adds up', () => {
    const other = only(eventBridge(detail({ metrics: [metricStat('502ErrorRate', OTHER_ID)] })));
    expect(mergeTransitions([alarm, other])).toMatchObject([
      { metrics: ['5xxErrorRate', '502ErrorRate'], subject: { ids: [ID, OTHER_ID] } },
    ]);
    const group = only(eventBridge(detail(grouped)));
    expect(mergeTransitions([group, alarm])).toEqual([alarm]);
  });

  test('another moment, alarm or time series is another transition', () => {
    const later: Alarm = { ...alarm, changedAt: '2026-11-23T13:00:00.000Z' };
    expect(
      mergeTransitions([alarm, later, { ...alarm, contributorId: 'c' }, { ...alarm, arn: `${ARN}2` }]),
    ).toHaveLength(4);
  });
});

describe('hostile input', () => {
  const onlyItsOwnError = (event: unknown) => {
    try {
      for (const { alarms } of parseAlarms(event).records)
        for (const alarm of alarms) expect(alarm.name.length).toBeLessThanOrEqual(255);
    } catch (error) {
      expect(error).toBeInstanceOf(UnrecognisedEvent);
    }
  };
  const real: readonly unknown[] = [
    eventBridge(),
    direct(),
    sns(notification()),
    sqs(eventBridge(), envelope(notification())),
    eventBridge(detail(grouped)),
  ];

  test('any JSON', () => fc.assert(fc.property(fc.jsonValue(), onlyItsOwnError)));
  test('anything at all', () => fc.assert(fc.property(fc.anything(), onlyItsOwnError)));
  test('any text in a queue', () =>
    fc.assert(fc.property(fc.array(fc.string()), (bodies) => onlyItsOwnError(sqs(...bodies)))));

  test('real events with any value put anywhere', () => {
    const path = fc.array(fc.nat(12), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...real), path, fc.oneof(fc.jsonValue(), fc.anything()), (event, steps, value) => {
        const mutated: unknown = structuredClone(event);
        let at: unknown = mutated;
        for (const [index, step] of steps.entries()) {
          if (typeof at !== 'object' || at === null) break;
          const keys = Object.keys(at);
          const key = keys[step % Math.max(1, keys.length)];
          if (key === undefined) break;
          if (index === steps.length - 1) Reflect.set(at, key, value);
          else at = Reflect.get(at, key);
        }
        onlyItsOwnError(mutated);
      }),
      { numRuns: 2_000 },
    );
  });

  test('deep nesting', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    onlyItsOwnError(deep);
    onlyItsOwnError(eventBridge(detail({ metrics: [{ metricStat: deep }], description: deep })));
    onlyItsOwnError(sqs(`${'['.repeat(200_000)}${']'.repeat(200_000)}`));
  });

  test('envelopes in envelopes end', () => {
    let wrapped: object = notification();
    for (let depth = 0; depth < 6; depth += 1) wrapped = envelope(wrapped);
    expect(parseAlarms(sqs(wrapped)).records[0]).toMatchObject({ alarms: [] });
  });

  test('giant texts are cut', () => {
    const giant = 'ALARM("'.repeat(140_000);
    const alarm = only(
      eventBridge(
        detail(
          { alarmRule: giant, description: giant },
          {
            alarmName: 'n'.repeat(900_000),
            state: { value: 'ALARM', reason: giant, reasonData: giant, timestamp: CHANGED_UTC },
          },
        ),
      ),
    );
    expect(alarm.name).toHaveLength(255);
    expect(alarm.reason).toHaveLength(1_024);
    expect(alarm.description).toHaveLength(1_024);
    expect(JSON.stringify(alarm.subject).length).toBeLessThan(40_000);
    const quotes = only(eventBridge(detail({ alarmRule: '\\"'.repeat(500_000) })));
    const query = only(
      eventBridge(
        detail({
          metrics: [{ expression: `SELECT AVG(${' '.repeat(500_000)}` }, { expression: 'GROUP '.repeat(90_000) }],
        }),
      ),
    );
    expect([quotes.subject.kind, query.subject.kind]).toEqual(['composite', 'unrelated']);
  });

  test('a __proto__ key changes nothing', () => {
    const text = JSON.stringify(eventBridge()).replace(
      '"Region":"Global"',
      '"__proto__":{"polluted":true},"constructor":"x"',
    );
    expect(only(JSON.parse(text)).subject).toEqual(ALARM.subject);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    onlyItsOwnError(
      JSON.parse('{"__proto__":{"detail-type":"CloudWatch Alarm State Change"},"Records":{"__proto__":[]}}'),
    );
  });
});
