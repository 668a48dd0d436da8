import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_THRESHOLD, readConfig } from '../../lib/config.ts';
import { ConfigError } from '../../lib/context.ts';

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

  test('accounts to look into: by id, with a role of their own, or by the role’s ARN', () => {
    const arn = 'arn:aws:iam::777788889999:role/team/Reader';
    const memberRoles = `444455556666, 555566667777=Reader,${arn}`;
    expect(readConfig({ memberRoles, externalId: 'between-us' }).members).toEqual({
      roles: { '444455556666': 'OriginResponderMember', '555566667777': 'Reader', '777788889999': arn },
      externalId: 'between-us',
    });
    expect(readConfig({ memberRoles: '444455556666', memberRoleName: 'Mine' }).members).toEqual({
      roleName: 'Mine',
      roles: { '444455556666': 'Mine' },
    });
    expect(readConfig({ memberRoleName: 'Mine' }).members).toEqual({ roleName: 'Mine', roles: {} });
    expect(readConfig({})).not.toHaveProperty('members');
  });

  test('the role of a responder elsewhere, with the external id that it says', () => {
    const responderRoleArn = 'arn:aws:iam::111122223333:role/OriginResponder-function';
    expect(readConfig({ responderRoleArn, externalId: 'between-us' })).toMatchObject({
      responderRoleArn,
      members: { externalId: 'between-us' },
    });
  });

  test('an existing topic', () => {
    const topicArn = 'arn:aws:sns:us-east-1:111122223333:on-call';
    expect(readConfig({ topicArn }).topicArn).toBe(topicArn);
  });
});

test('a key of the account’s own', () => {
  const kmsKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  expect(readConfig({ kmsKeyArn })).toMatchObject({ kmsKeyArn });
  expect(readConfig({ kmsKeyArn: 'create' })).toMatchObject({ kmsKeyArn: 'create' });
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
    [{ kmsKeyArn: 'alias/aws/sns' }, 'kmsKeyArn is "alias/aws/sns", but the ARN of a key'],
    [{ kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/a' }, 'but the ARN of a key like arn:aws:kms:us-east-1'],
    [{ logs: 'yes' }, 'logs is "yes", but on or off was wanted'],
    [{ memberRoles: '1234' }, 'memberRoles holds "1234", but accounts like 444455556666'],
    [{ memberRoles: '444455556666=no spaces' }, 'memberRoles holds "444455556666=no spaces"'],
    [{ memberRoles: '444455556666=arn:aws:iam::777788889999:role/R' }, 'memberRoles holds "444455556666=arn'],
    [
      { memberRoles: '111111111111,222222222222,333333333333,444444444444,555555555555,666666666666' },
      'memberRoles holds 6 accounts, but at most 5 are asked',
    ],
    [{ memberRoleName: 'a/b' }, 'memberRoleName is "a/b", but the name of a role'],
    [{ externalId: 'x y', memberRoleName: 'R' }, 'externalId is "x y", but a word of 2 to 1224 characters was wanted'],
    [{ externalId: 'xy' }, 'externalId is set, but no memberRoles and no memberRoleName'],
    [{ responderRoleArn: 'R' }, 'responderRoleArn is "R", but the ARN of the responder\'s role'],
    [{ threshold: 5 }, 'threshold is set, but alarms is none'],
    [{ region: 'eu-west-1' }, 'region is "eu-west-1", but CloudFront\'s alarms exist in us-east-1 only'],
    [
      { emails: 'a@example.com' },
      'there is no context value "emails": known are email, topicArn, kmsKeyArn, alarms, threshold',
    ],
  ])('%j', (context, sentence) => {
    expect(() => readConfig(context)).toThrow(ConfigError);
    expect(() => readConfig(context)).toThrow(sentence);
  });

  test('whatever the values, there is a config or a ConfigError', () => {
    fc.assert(
      fc.property(
        fc.record({
          email: anything,
          topicArn: anything,
          alarms: anything,
          threshold: anything,
          regions: anything,
          memberRoles: anything,
        }),
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
