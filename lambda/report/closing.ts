import type { Diagnosis } from '../model/diagnosis.ts';
import type { Incident } from '../model/incident.ts';
import type { News } from '../model/news.ts';
import { replacedInWords } from '../replaced.ts';
import { type Block, count, listed, prose, sentence } from './layout.ts';
import { moment } from './moments.ts';

/** Distributions named in the text; the JSON names all. */
const MAX_NAMED = 60;

/** Where the alarm is quiet although the fault is there. */
const WHY_QUIET =
  'Cached answers, or no traffic, keep an alarm quiet: it will ring again with the next requests that reach the origin.';

/** How an incident ended: what it was, what mended it, from when to when, and which distributions it was on. */
export function closing(diagnosis: Diagnosis, { ending, replaced }: News, incident: Incident): Block[] {
  const { conclusion, examinedAt } = diagnosis;
  const { digest, openedAt, distributions, id } = incident;
  const on = `${count(distributions.length, 'distribution')}: ${listed(distributions.toSorted(), MAX_NAMED, 20)}`;
  const isSame = 'primary' in conclusion && conclusion.primary.ruleId === digest.ruleId;
  return [
    ...told(ending, incident, replaced),
    ...(isSame ? [] : [prose(`It was: ${sentence(digest.title)}`, 400)]),
    prose(`Incident ${id}, from ${moment(openedAt)} to ${moment(examinedAt)}, on ${on}.`, 2_000),
  ];
}

function told(ending: News['ending'], { digest }: Incident, replaced: News['replaced']): Block[] {
  if (ending === 'still-there') {
    return [prose('The alarm is quiet, but the fault is still there.'), prose(WHY_QUIET)];
  }
  if (ending === 'recovered') {
    const mended = replaced ? replacedInWords(replaced) : 'what was found is no longer there';
    return [prose(sentence(`Recovered: ${mended}`), 500)];
  }
  return [prose(BY_ITSELF[digest.conclusion])];
}

const BY_ITSELF: Readonly<Record<Incident['digest']['conclusion'], string>> = {
  'no-fault-found': 'Recovered by itself: no fault was found between CloudFront and the origin, then or now.',
  inconclusive: 'Recovered by itself; still inconclusive.',
  'root-cause': 'The alarm is quiet. Whether the fault is gone could not be seen.',
  noise: 'The alarm is quiet. Whether the same hosts still fail could not be seen.',
  'origin-answered': 'The alarm is quiet. Whether the origin answers well again could not be seen.',
};
