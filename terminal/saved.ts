import type { Evidence } from '../lambda/model/evidence.ts';
import { Complaint } from './command.ts';
import { quoted } from './tokens.ts';

/** The version of evidence that this program understands. */
const SCHEMA_VERSION = 1;

/** Evidence as `--evidence` saves it: one value, or a list where an event was about several distributions. */
export function evidenceText(evidence: readonly Evidence[]): string {
  return `${JSON.stringify(evidence.length === 1 ? evidence[0] : evidence, null, 1)}\n`;
}

/** Reads saved evidence back. Throws a `Complaint` for anything else. */
export function savedEvidence(text: string, path: string): readonly Evidence[] {
  const value = json(text, path);
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (all.length === 0) throw new Complaint(`${quoted(path)} holds no evidence`);
  return all.map((one) => {
    if (isEvidence(one)) return one;
    throw new Complaint(`${quoted(path)} ${wrong(one)}`);
  });
}

/** The JSON in a file, or a `Complaint`. */
export function json(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Complaint(`${quoted(path)} is no JSON`);
  }
}

function wrong(value: unknown): string {
  if (!isRecord(value) || !('schemaVersion' in value)) return 'is no evidence file; --evidence FILE saves one';
  return value.schemaVersion === SCHEMA_VERSION
    ? 'is a damaged evidence file'
    : `is evidence of schema version ${quoted(String(value.schemaVersion))}; this program reads version ${SCHEMA_VERSION}`;
}

type Loose = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Enough of the shape to tell an evidence file from another one; what is damaged deeper is told when it is judged. */
function isEvidence(value: unknown): value is Evidence {
  if (!isRecord(value) || value.schemaVersion !== SCHEMA_VERSION) return false;
  const { subject, examinedAt, distribution, origins } = value;
  return (
    isRecord(subject) &&
    (subject.kind === 'distribution' ? typeof subject.id === 'string' : typeof subject.host === 'string') &&
    typeof examinedAt === 'string' &&
    !Number.isNaN(Date.parse(examinedAt)) &&
    isRecord(distribution) &&
    typeof distribution.status === 'string' &&
    Array.isArray(origins) &&
    origins.every((one) => isRecord(one) && isRecord(one.origin) && isRecord(one.observations))
  );
}
