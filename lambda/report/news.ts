import { causeOf } from '../incident.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Incident } from '../model/incident.ts';
import type { News } from '../model/news.ts';
import type { Section } from './assemble.ts';
import { cameToLightSince } from './changes.ts';
import { closing } from './closing.ts';
import { type Block, count, item, listed, prose } from './layout.ts';
import { ago, dated } from './moments.ts';

const REPEAT =
  'Possible repeat: whoever was sending this message stopped in the middle, so it may have reached you before.';

/** Distributions named in the text; the JSON names all. */
const MAX_NAMED = 20;

/** Whether there is nothing to mend any more. */
export function isOver({ kind, ending }: News): boolean {
  return kind === 'closed' && ending !== 'still-there';
}

/** What comes before the verdict: why this message is sent, where it is not the first of its incident. */
export function lead(diagnosis: Diagnosis, news: News): Section {
  const { repeat, quiet } = news;
  return {
    blocks: [
      ...(repeat ? [prose(REPEAT)] : []),
      ...why(diagnosis, news),
      ...(quiet ? [prose('The alarm has returned to OK since: this is what was found all the same.')] : []),
    ],
    rank: 0,
    airy: true,
  };
}

function why(diagnosis: Diagnosis, news: News): Block[] {
  const { kind, incident } = news;
  if (!incident) return [];
  switch (kind) {
    case 'joined':
      return [prose(`Still the same cause, now on ${among(incident)}.`), prose(began(incident, diagnosis))];
    case 'back-again':
      return [prose(backAgain(incident, diagnosis)), ...several(incident)];
    case 'changed':
      return [
        ...changes(diagnosis, news),
        ...cameToLightSince(diagnosis, news, incident),
        prose(began(incident, diagnosis)),
      ];
    case 'closed':
      return closing(diagnosis, news, incident);
    default:
      return [];
  }
}

/** `4 distributions: E1, E2, E3, E4`. */
function among({ distributions }: Incident): string {
  return `${count(distributions.length, 'distribution')}: ${listed(distributions.toSorted(), MAX_NAMED, 20)}`;
}

/** For an incident of several distributions, all of them. */
function several(incident: Incident): Block[] {
  return incident.distributions.length > 1 ? [prose(`It is on ${among(incident)}.`)] : [];
}

function began({ openedAt, id }: Incident, { examinedAt }: Diagnosis): string {
  return `Incident ${id}, first told ${dated(openedAt, ago(openedAt, examinedAt))}.`;
}

function backAgain({ comebacks, openedAt, id }: Incident, { examinedAt }: Diagnosis): string {
  const often = comebacks > 1 ? ` for the ${ordinal(comebacks)} time` : '';
  return `Back again${often}: incident ${id}, first told ${dated(openedAt, ago(openedAt, examinedAt))}.`;
}

function ordinal(number: number): string {
  const ending = number % 100 > 10 && number % 100 < 14 ? undefined : ['st', 'nd', 'rd'][(number % 10) - 1];
  return `${number}${ending ?? 'th'}`;
}

function changes({ conclusion }: Diagnosis, { changes: said = [], causes = [] }: News): Block[] {
  const also = 'primary' in conclusion ? [conclusion.primary, ...conclusion.also] : [];
  const found = also.filter((finding) => causes.includes(causeOf(finding)));
  const lines = [...said, ...found.map(({ title }) => `A further fault: ${title}`)];
  return lines.length > 0 ? [prose('Changed since it was last told:'), lines.flatMap((line) => item(line, 500))] : [];
}

/** What comes after everything else: that this was told without memory, and what follows from it. */
export function afterword({ forgot }: News): Section {
  const what = `Nothing could be remembered of this message (${forgot}): it may come again, and others like it are told one by one.`;
  return { blocks: forgot === undefined ? [] : [prose(what, 400)], rank: 0.7 };
}

/** What the subject begins with; empty where there is nothing to say. */
export function prefix({ repeat, kind, incident, ending, changes, causes }: News): string {
  const again = repeat ? 'Possible repeat: ' : '';
  switch (kind) {
    case 'joined':
      return `${again}Now ${incident?.distributions.length} distributions: `;
    case 'back-again':
      return `${again}Back again: `;
    case 'changed':
      return `${again}${changes?.length || causes?.length ? 'Changed' : 'A change came to light'}: `;
    case 'closed':
      return (
        again +
        { recovered: 'Recovered: ', 'still-there': 'Quiet, not fixed: ', 'by-itself': 'Quiet again: ' }[
          ending ?? 'by-itself'
        ]
      );
    default:
      return again;
  }
}
