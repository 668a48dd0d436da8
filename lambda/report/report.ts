import type { Diagnosis } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import type { News } from '../model/news.ts';
import type { Report } from '../model/report.ts';
import { attributes, json } from './machine.ts';
import { isOver, prefix } from './news.ts';
import { subjectLine } from './subject.ts';
import { text } from './text.ts';

/**
 * What people and machines are told of one diagnosis. `evidence` is what it was made from: names, paths and answers come
 * from there. `news`: what is to be said beside it.
 */
export function report(diagnosis: Diagnosis, evidence: Evidence, news: News = {}): Report {
  return {
    subject: subjectLine(diagnosis, evidence, { prefix: prefix(news), title: titleOf(news) }),
    text: text(diagnosis, evidence, news),
    json: json(diagnosis, news),
    attributes: attributes(diagnosis, news),
  };
}

/** What has ended is told by what it was. */
function titleOf(news: News): string | undefined {
  return isOver(news) ? news.incident?.digest.title : undefined;
}
