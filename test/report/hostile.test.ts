import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { report } from '../../lambda/report/report.ts';
import { CASES, type Case } from './diagnoses.ts';

/** What must never reach a mail or a terminal: controls but the line feed, bidirectional and zero-width marks, line separators. */
const FORBIDDEN =
  /(?!\n)[\p{Cc}\p{Cs}]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\u00ad\u180e\u3164\ufeff]|[\u{e0000}-\u{e0fff}]/u;

const NASTY = [
  '\n',
  '\r',
  '\t',
  '\u001b[31m',
  '\u009b2J',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\u2028',
  '\u0000',
  '\ud800',
];

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.constantFrom(...NASTY, 'a', ' ', 'é', '😀', '中', '`', '$('), { maxLength: 40 })
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom(...NASTY, 'x', '😀', 'word '), fc.integer({ min: 1, max: 4000 }))
    .map(([one, times]) => one.repeat(times)),
);

/** Words of the model: they decide which way the code goes and come from our own code, not from outside. */
const OURS = new Set([
  'kind',
  'status',
  'certainty',
  'type',
  'method',
  'how',
  'schemaVersion',
  'state',
  'scheme',
  'hostForwarded',
]);

/** The same value with every other string replaced. */
function poison<T>(value: T, next: () => string): T;
function poison(value: unknown, next: () => string): unknown {
  if (typeof value === 'string') return next();
  if (Array.isArray(value)) return value.map((one) => poison(one, next));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      OURS.has(key) && typeof one === 'string' ? one : poison(one, next),
    ]),
  );
}

const poisoned = fc
  .tuple(fc.constantFrom(...Object.values(CASES)), fc.array(hostile, { minLength: 1, maxLength: 12 }))
  .map(([one, words]): Case => {
    let at = 0;
    return poison(one, () => words[at++ % words.length] ?? '');
  });

describe('whatever strings the diagnosis holds', () => {
  test('nothing unsafe is printed, the subject is one short ASCII line, the text stays within its limit', () => {
    fc.assert(
      fc.property(poisoned, ({ diagnosis, evidence }) => {
        const { subject, text, json, attributes } = report(diagnosis, evidence);
        expect(subject.length).toBeLessThan(100);
        expect(subject).toMatch(/^[ -~]+$/);
        expect(text).not.toMatch(FORBIDDEN);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(24 * 1024);
        expect(json).not.toMatch(FORBIDDEN);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(diagnosis)));
        for (const value of Object.values(attributes)) expect(value).toMatch(/^[^\n]{1,100}$/u);
      }),
      { numRuns: 80 },
    );
  });

  test('no line break is made by what came from outside: without spaces to wrap at, the number of lines stays', () => {
    const words = fc
      .array(fc.constantFrom(...NASTY), { minLength: 1, maxLength: 5 })
      .map((parts) => `x${parts.join('')}x`);
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(CASES)), words, (one, word) => {
        const plain = poison(one, () => 'x(x');
        const nasty = poison(one, () => word);
        const linesOf = ({ diagnosis, evidence }: Case) => starts(report(diagnosis, evidence).text);
        expect(linesOf(nasty)).toEqual(linesOf(plain));
      }),
    );
  });

  test('very many of everything stay within the limit, and the verdict, the first step and the foot are kept', () => {
    const { diagnosis, evidence } = CASES.renewal ?? { diagnosis: undefined, evidence: undefined };
    if (!diagnosis || !('primary' in diagnosis.conclusion)) throw new Error('the fixture has a finding');
    const { primary } = diagnosis.conclusion;
    const many = <T>(items: readonly T[]) => Array.from({ length: 300 }).flatMap(() => items);
    const crowded = {
      ...diagnosis,
      conclusion: {
        ...diagnosis.conclusion,
        primary: { ...primary, remedy: many(primary.remedy), deadEnds: many(primary.deadEnds) },
        also: many(diagnosis.conclusion.also),
      },
      notices: many([primary]),
      ruledOut: many(diagnosis.ruledOut),
      blindSpots: many([
        {
          subject: 'ACM',
          reason: 'acm:DescribeCertificate was denied',
          unjudged: [],
          grant: 'acm:DescribeCertificate',
        },
      ]),
    };
    const { text } = report(crowded, evidence);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(24 * 1024);
    expect(text).toMatch(/^origin\.shop\.example: certificate expired/);
    expect(text).toContain('1. Attach the certificate');
    expect(text).toContain('more left out for length)');
    expect(text).toMatch(/Examined 2026-11-23 03:12 UTC/);
  });
});

/** How the lines begin that only the frame begins: headings, labels, numbers and list marks. */
function starts(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => /^([A-Z][A-Z ,]+$|[A-Z][a-z ]+: |\d+\. |- |Examined )/.exec(line)?.[0] ?? []);
}
