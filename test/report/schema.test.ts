import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { report } from '../../lambda/report/report.ts';
import { CASES } from './diagnoses.ts';

const schema = JSON.parse(readFileSync('docs/diagnosis.schema.json', 'utf8'));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

/** A valid diagnosis, as JSON, freshly made so that each test may break its own. */
function valid() {
  const one = CASES.renewal;
  if (!one) throw new Error('the fixture is there');
  return JSON.parse(report(one.diagnosis, one.evidence).json);
}

describe('docs/diagnosis.schema.json', () => {
  test.each(Object.entries(CASES))('holds for %s', (_name, { diagnosis, evidence }) => {
    validate(JSON.parse(report(diagnosis, evidence).json));
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each([
    ['another version', (it: ReturnType<typeof valid>) => ({ ...it, schemaVersion: 2 })],
    ['a field more', (it: ReturnType<typeof valid>) => ({ ...it, confidence: 0.9 })],
    ['a field less', ({ blindSpots: _, ...it }: ReturnType<typeof valid>) => it],
    ['a conclusion of no kind', (it: ReturnType<typeof valid>) => ({ ...it, conclusion: { kind: 'maybe' } })],
    ['a cause without a finding', (it: ReturnType<typeof valid>) => ({ ...it, conclusion: { kind: 'root-cause' } })],
    ['a third certainty', (it: ReturnType<typeof valid>) => planted(it, { certainty: 'certain' })],
    ['four lines of evidence', (it: ReturnType<typeof valid>) => planted(it, { evidence: ['a', 'b', 'c', 'd'] })],
    ['a date in words', (it: ReturnType<typeof valid>) => planted(it, { breaksAt: 'yesterday' })],
    ['a step without an action', (it: ReturnType<typeof valid>) => planted(it, { remedy: [{ command: 'true' }] })],
    ['a field more in a finding', (it: ReturnType<typeof valid>) => planted(it, { severity: 'high' })],
    ['a reference that is no URL', (it: ReturnType<typeof valid>) => planted(it, { references: ['the manual'] })],
    ['an unknown witness', (it: ReturnType<typeof valid>) => planted(it, { witness: { kind: 'person', key: 'x' } })],
  ])('refuses %s', (_what, spoil) => {
    expect(validate(spoil(valid()))).toBe(false);
  });

  test('every object is closed and every field explained', () => {
    const open: string[] = [];
    walk(schema, '#', (node, path) => {
      if (node.type === 'object' && node.additionalProperties !== false) open.push(`${path} is open`);
      for (const [name, field] of Object.entries(node.properties ?? {})) {
        if (!isNode(field) || !('description' in field || '$ref' in field || 'const' in field))
          open.push(`${path}.${name}`);
      }
    });
    expect(open).toEqual([]);
  });
});

function planted(it: ReturnType<typeof valid>, change: object) {
  return { ...it, conclusion: { ...it.conclusion, primary: { ...it.conclusion.primary, ...change } } };
}

type Node = { type?: unknown; additionalProperties?: unknown; properties?: object };

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function walk(node: unknown, path: string, see: (node: Node, path: string) => void): void {
  if (!isNode(node)) return;
  if (!path.endsWith('/properties')) see(node, path);
  for (const [key, value] of Object.entries(node)) walk(value, `${path}/${key}`, see);
}
