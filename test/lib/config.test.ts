import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ConfigError, DEFAULT_THRESHOLD, readConfig } from '../../lib/config.ts';

const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true, withDate: true });

describe('context becomes a typed config', () => {
  test('nothing said: no mail, own topic, no alarms', () => {
    expect(readConfig({ '@aws-cdk/aws-iam:minimizePolicies': true })).toEqual({ emails: [], alarms: { kind: 'none' } });
  });

  test('mail addresses come as one word, with commas, or as a list', () => {
    expect(readConfig({ email: 'a@example.com' }).emails).toEqual(['a@example.com']);
    expect(readConfig({ email: 'a@example.com, b@example.com' }).emails).toEqual(['a@example.com', 'b@example.com']);
    expect(readConfig({ email: ['a@example.com', 'b@example.com'] }).emails).toHaveLength(2);
  });

  test('alarms: all, or listed distributions, each once', () => {
    expect(readConfig({ alarms: 'all' }).alarms).toEqual({ kind: 'all', threshold: DEFAULT_THRESHOLD });
    expect(readConfig({ alarms: 'E2EXAMPLE1234,E3EXAMPLE1234,E2EXAMPLE1234', threshold: '2.5' }).alarms).toEqual({
      kind: 'listed',
      distributionIds: ['E2EXAMPLE1234', 'E3EXAMPLE1234'],
      threshold: 2.5,
    });
  });

  test('Regions to look in, each once', () => {
    expect(readConfig({ regions: 'eu-west-1, us-gov-west-1,eu-west-1' }).regions).toEqual([
      'eu-west-1',
      'us-gov-west-1',
    ]);
  });

  test('access logs are read where that is switched on', () => {
    expect(readConfig({ logs: 'on' })).toMatchObject({ logs: true });
    expect(readConfig({ logs: 'off' })).not.toHaveProperty('logs');
  });

  test('an existing topic', () => {
    const topicArn = 'arn:aws:sns:us-east-1:111122223333:on-call';
    expect(readConfig({ topicArn }).topicArn).toBe(topicArn);
  });
});

describe('a wrong value is one sentence that says what was got and what was wanted', () => {
  test.each([
    [{ email: 5 }, 'email holds 5, but text was wanted'],
    [{ alarms: { all: true } }, 'alarms holds a value of type object, but text was wanted'],
    [{ email: 'nobody' }, 'email is "nobody", but an address like oncall@example.com was wanted'],
    [{ topicArn: 'on-call' }, 'topicArn is "on-call", but an ARN like'],
    [
      { topicArn: 'arn:aws:sns:us-east-1:111122223333:t', email: 'a@example.com' },
      'email and topicArn exclude each other',
    ],
    [{ alarms: 'every' }, 'alarms is "every", but none, all or distribution ids'],
    [{ alarms: 'all', threshold: 'high' }, 'threshold is "high", but a percentage above 0 and up to 100 was wanted'],
    [{ alarms: 'all', threshold: 0 }, 'threshold is 0'],
    [{ regions: 'Ireland' }, 'regions holds "Ireland", but Regions like eu-west-1'],
    [{ regions: 'aa-b-1,aa-b-2,aa-b-3,aa-b-4,aa-b-5' }, 'regions holds 5 Regions, but at most 4 are asked'],
    [{ logs: 'yes' }, 'logs is "yes", but on or off was wanted'],
    [{ threshold: 5 }, 'threshold is set, but alarms is none'],
    [{ region: 'eu-west-1' }, 'region is "eu-west-1", but CloudFront\'s alarms exist in us-east-1 only'],
    [{ emails: 'a@example.com' }, 'there is no context value "emails": known are email, topicArn, alarms, threshold'],
  ])('%j', (context, sentence) => {
    expect(() => readConfig(context)).toThrow(ConfigError);
    expect(() => readConfig(context)).toThrow(sentence);
  });

  test('whatever the values, there is a config or a ConfigError', () => {
    fc.assert(
      fc.property(
        fc.record({ email: anything, topicArn: anything, alarms: anything, threshold: anything, regions: anything }),
        (context) => {
          try {
            return readConfig(context).alarms.kind.length > 0;
          } catch (error) {
            return error instanceof ConfigError;
          }
        },
      ),
    );
  });
});
