import type { Diagnosis } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Report } from '../model/report.ts';
import { attributes, json } from './machine.ts';
import { subjectLine } from './subject.ts';
import { text } from './text.ts';

/** What people and machines are told of one diagnosis. `evidence` is what it was made from: names, paths and answers come from there. */
export function report(diagnosis: Diagnosis, evidence: Evidence): Report {
  return {
    subject: subjectLine(diagnosis, evidence),
    text: text(diagnosis, evidence),
    json: json(diagnosis),
    attributes: attributes(diagnosis),
  };
}
