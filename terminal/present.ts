import type { Diagnosis } from '../lambda/model/diagnosis.ts';
import type { Evidence } from '../lambda/model/evidence.ts';
import type { Report } from '../lambda/model/report.ts';
import { ascii } from '../lambda/report/printable.ts';
import type { Paint } from './colour.ts';
import { drawing, type Style } from './drawing.ts';

/** A diagnosis for people: the path drawn, then the report with its verdict in colour. */
export function present(diagnosis: Diagnosis, evidence: Evidence, report: Report, style: Style): string {
  const text = style.unicode ? report.text : ascii(report.text);
  return `${drawing(diagnosis, evidence, style)}\n\n${coloured(text, diagnosis, style.paint)}`;
}

/** The first paragraph is the verdict; headings are lines of capitals. */
function coloured(text: string, diagnosis: Diagnosis, paint: Paint): string {
  const tint = paint[verdictColour(diagnosis)];
  const end = text.indexOf('\n\n');
  const verdict = text.slice(0, end < 0 ? undefined : end).split('\n');
  const rest = end < 0 ? [] : text.slice(end + 1).split('\n');
  return [
    ...verdict.map((line) => paint.bold(tint(line))),
    ...rest.map((line) => (HEADING.test(line) ? paint.bold(line) : line)),
  ].join('\n');
}

const HEADING = /^[A-Z][A-Z ,]+$/;

/** Red for a fault, yellow for what is likely or not known, green for none and for noise. */
function verdictColour({ conclusion }: Diagnosis): 'red' | 'yellow' | 'green' {
  switch (conclusion.kind) {
    case 'noise':
    case 'no-fault-found':
      return 'green';
    case 'inconclusive':
      return 'yellow';
    default:
      return conclusion.primary.certainty === 'proven' ? 'red' : 'yellow';
  }
}
