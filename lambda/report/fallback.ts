import type { Diagnosis } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import type { News } from '../model/news.ts';
import type { Report } from '../model/report.ts';
import { attributes, json } from './machine.ts';
import { prefix } from './news.ts';
import { ascii, printable } from './printable.ts';

/**
 * What people get where the responder itself could not judge or word what it saw: the alarm, what is known, and why it
 * stopped. It reads nothing of the evidence but its head, so that it does not fail in its turn.
 */
export function fallback({ subject, alarm, examinedAt }: Evidence, error: unknown, news: News = {}): Report {
  const about =
    subject.kind === 'distribution' ? `distribution ${printable(subject.id, 40)}` : printable(subject.host, 80);
  const why = printable(error instanceof Error ? error.message : String(error), 300);
  const conclusion = { kind: 'inconclusive' as const, reason: `the responder itself failed: ${why}` };
  const nothing = { notices: [], ruledOut: [], blindSpots: [] };
  const diagnosis: Diagnosis = { schemaVersion: 1, subject, alarm, examinedAt, conclusion, ...nothing };
  const paragraphs = [
    `Not diagnosed: ${about} answers 5xx, and the responder failed before it could say why.`,
    ...(alarm ? [`Alarm: ${printable(alarm.name, 255)}, in ALARM since ${printable(alarm.changedAt, 40)}`] : []),
    `What failed: ${why}`,
    'Nothing is ruled out. Please treat the alarm as if this tool were not there, and report the failure.',
  ];
  return {
    subject: ascii(`${prefix(news)}Not diagnosed: 5xx of ${about}, the responder failed`).slice(0, 99),
    text: `${paragraphs.join('\n\n')}\n`,
    json: json(diagnosis, news),
    attributes: attributes(diagnosis, news),
  };
}
