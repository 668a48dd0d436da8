import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alarmName, alarmsInRule, compositeSubject } from '../../lambda/alarm-event/composite.ts';

const ARN = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:team:cf (5xx)';

describe('the names in a rule', () => {
  test.each([
    ['ALARM(CPUUtilizationTooHigh) AND ALARM(DiskReadOpsTooHigh)', ['CPUUtilizationTooHigh', 'DiskReadOpsTooHigh']],
    ['ALARM("a") OR OK ("b") OR NOT INSUFFICIENT_DATA( c )', ['a', 'b', 'c']],
    ['(ALARM("a") OR (ALARM(b) AND NOT ALARM("a")))', ['a', 'b']],
    ['ALARM((((a))))', ['a']],
    ['ALARM("cf (5xx)") AND ALARM("x OR ALARM(y)")', ['cf (5xx)', 'x OR ALARM(y)']],
    ['ALARM("say \\"hi\\" \\\\ bye")', ['say "hi" \\ bye']],
    [
      `ALARM("${ARN}") AND ALARM(arn:aws:cloudwatch:us-east-1:1:alarm:b)`,
      [ARN, 'arn:aws:cloudwatch:us-east-1:1:alarm:b'],
    ],
    ['AT_LEAST(2, ALARM, ("a", b, "c, d")) OR AT_LEAST(50%, NOT OK, (e)) OR ALARM(f)', ['a', 'b', 'c, d', 'e', 'f']],
    ['ALARM(with space) OR TRUE', ['with space']],
    ['TRUE', []],
    ['', []],
    ['ALARM(', []],
    [')))ALARM(a', ['a']],
  ])('%s', (rule, names) => expect(alarmsInRule(rule)).toEqual(names));

  test('are bounded and never throw', () => {
    expect(alarmsInRule(Array.from({ length: 3_000 }, (_, index) => `ALARM(a${index})`).join(' OR '))).toHaveLength(
      500,
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', '\\', '(', ')', 'ALARM', 'AT_LEAST', ',', ' ', 'x') }),
        (rule) => void alarmsInRule(rule),
      ),
    );
  });

  test('what is quoted comes back', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        const quoted = name.replace(/[\\"]/g, (mark) => `\\${mark}`);
        expect(alarmsInRule(`TRUE AND (ALARM("${quoted}"))`)).toEqual([name]);
      }),
    );
  });
});

test('the name in an ARN may hold colons', () => {
  expect(alarmName(ARN)).toBe('team:cf (5xx)');
  expect(alarmName('cf-5xx')).toBe('cf-5xx');
});

test('triggering children go before the rule', () => {
  expect(compositeSubject('ALARM(a) OR ALARM(b)', [ARN, ARN])).toMatchObject({ children: [ARN] });
  expect(compositeSubject('ALARM(a) OR ALARM(b)', [])).toMatchObject({ children: ['a', 'b'] });
});
