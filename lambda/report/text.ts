import type { Diagnosis } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import type { News } from '../model/news.ts';
import { assemble, type Section } from './assemble.ts';
import { whatChanged } from './changes.ts';
import { facts } from './facts.ts';
import { footer } from './footer.ts';
import { whenAndHowMuch } from './impact.ts';
import { afterword, isOver, lead } from './news.ts';
import { whereNext } from './next.ts';
import { alsoFound, notices, ruledOut } from './others.ts';
import { ownerLine } from './owner.ts';
import { deadEnds, evidenceLines, whatToDo } from './remedy.ts';
import { whatWasSeen } from './seen.ts';
import { notSeen } from './unseen.ts';
import { verdict } from './verdict.ts';

/** The message as plain text: what it is, what to do, what it is not, what could not be seen. At most 24 KB. */
export function text(diagnosis: Diagnosis, evidence: Evidence, news: News): string {
  if (isOver(news)) return over(diagnosis, evidence, news);
  return assemble([
    lead(diagnosis, news),
    verdict(diagnosis, evidence),
    facts(diagnosis, evidence),
    whenAndHowMuch(diagnosis, evidence),
    whatChanged(diagnosis, evidence, news),
    ...body(diagnosis, evidence),
    footer(diagnosis, evidence),
    afterword(news),
  ]);
}

/** It is over, and there is nothing to mend: how it ended, and what could not be seen. */
function over(diagnosis: Diagnosis, evidence: Evidence, news: News): string {
  const seen = news.ending === 'recovered' ? [] : [whatWasSeen(evidence), whereNext(diagnosis, evidence)];
  return assemble([
    lead(diagnosis, news),
    whatChanged(diagnosis, evidence, news),
    ...seen,
    ...notSeen(diagnosis),
    footer(diagnosis, evidence),
    afterword(news),
  ]);
}

function body(diagnosis: Diagnosis, evidence: Evidence): Section[] {
  const aside = [alsoFound(diagnosis, evidence), notices(diagnosis), ruledOut(diagnosis)];
  switch (diagnosis.conclusion.kind) {
    case 'root-cause':
    case 'origin-answered':
    case 'noise':
      return [evidenceLines(diagnosis), ...whatToDoBy(diagnosis), ...aside, ...notSeen(diagnosis)];
    case 'no-fault-found':
      return [whatWasSeen(evidence), whereNext(diagnosis, evidence), ...aside, ...notSeen(diagnosis)];
    case 'inconclusive':
      return [...notSeen(diagnosis), whatWasSeen(evidence), whereNext(diagnosis, evidence), ...aside];
  }
}

function whatToDoBy(diagnosis: Diagnosis): Section[] {
  return [ownerLine(diagnosis), whatToDo(diagnosis), deadEnds(diagnosis)];
}
