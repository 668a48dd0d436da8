import { expect, test } from '@jest/globals';
import { report } from '../../lambda/report/report.ts';
import { renewal } from './diagnoses.ts';
import { renewalFailed } from './findings.ts';

test('a title too long for a subject loses what is in brackets, then last clauses, then the middle of names', () => {
  const subjectOf = (title: string) => {
    const primary = { ...renewalFailed, title };
    const diagnosis = { ...renewal.diagnosis, conclusion: { kind: 'root-cause' as const, primary, also: [] } };
    return report(diagnosis, renewal.evidence).subject;
  };
  expect(
    subjectOf('The certificate on origin.shop.example expired 2 days ago (2026-11-20 23:59 UTC) on 2 of 3 addresses'),
  ).toBe('Certificate on origin.shop.example expired 2 days ago on 2 of 3 addresses (E2EXAMPLE1234, proven)');
  expect(subjectOf(`No certificate can match origin ${'a-very-long-name.'.repeat(5)}example`)).toMatch(
    /^No certificate can match origin a-very-lon[^ ]+\.\.\.[^ ]+example \(E2EXAMPLE1234, proven\)$/,
  );
  expect(subjectOf(`The certificate on origin.shop.example expired, ${'and so on '.repeat(9)}`)).toBe(
    'Certificate on origin.shop.example expired... (E2EXAMPLE1234, proven)',
  );

  expect(subjectOf(`Name <${' (x)'.repeat(9)}!channel> and @${' (of all addresses)'.repeat(4)}everyone is wrong`)).toBe(
    'Name \\u{3c}!channel> and \\u{40}everyone is wrong (E2EXAMPLE1234, proven)',
  );
});
