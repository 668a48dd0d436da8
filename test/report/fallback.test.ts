import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import schema from '../../docs/diagnosis.schema.json' with { type: 'json' };
import { fallback } from '../../lambda/report/fallback.ts';
import { CASES } from './diagnoses.ts';

const validate = new Ajv2020().compile(schema);

function evidence() {
  const one = CASES.renewal?.evidence;
  if (!one) throw new Error('the fixture is there');
  return one;
}

describe('what people get where the responder itself failed', () => {
  test('the alarm, the distribution and what failed, and no acquittal', () => {
    const { subject, text, json, attributes } = fallback(evidence(), new Error('x is not a function'));
    expect(subject).toMatch(/^Not diagnosed: 5xx of distribution E2EXAMPLE1234/);
    expect(text).toContain(`Alarm: ${evidence().alarm?.name}`);
    expect(text).toContain('What failed: x is not a function');
    expect(text).toContain('Nothing is ruled out');
    expect(attributes).toMatchObject({ conclusion: 'inconclusive', ruleId: 'none' });
    expect([validate(JSON.parse(json)), validate.errors]).toEqual([true, null]);
  });

  test('whatever was thrown, it fits SNS and stays on its lines', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constant(undefined), fc.constant({ a: 1 })), (thrown) => {
        const { subject, text } = fallback(evidence(), new Error(String(thrown)));
        expect(subject.length).toBeLessThan(100);
        expect(`${subject}${text.replaceAll('\n', '')}`).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(text.split('\n').length).toBeLessThanOrEqual(9);
      }),
    );
  });
});
