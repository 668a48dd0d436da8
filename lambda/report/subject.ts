import type { Diagnosis } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import { ownFaults } from './others.ts';
import { ascii, printable, withoutMentions } from './printable.ts';
import { originsOf } from './verdict.ts';

/** SNS refuses 100 characters and more. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_SUBJECT = 99;

/** Characters below which a name says nothing any more. */
const SHORT_NAME = 20;

/** A phone shows about half of it, so the rest is worth little. */
const AIM = 90;

/**
 * The mail's subject: the cause first, then which distribution, how sure, and how much more was found. Plain ASCII, which
 * every mail client shows; at most 99 characters, 90 where the words allow. `prefix`: what it begins with, plain ASCII; `title`: instead of the cause's.
 */
export function subjectLine(
  diagnosis: Diagnosis,
  evidence: Evidence,
  { prefix = '', title: other }: { readonly prefix?: string; readonly title?: string | undefined } = {},
): string {
  const marks = [...idOf(diagnosis), ...suresOf(diagnosis)];
  const tail = marks.length > 0 ? ` (${marks.join(', ')})` : '';
  const title = ascii(printable(other ?? cause(diagnosis, evidence)));
  const plain = withoutMentions(title.replaceAll(/ \([^()]*\)/g, ''));
  const bare = plain.replace(/^(The|A|An) (\w)/, (_, __, first: string) => first.toUpperCase());
  const taken = prefix.length + tail.length;
  const fitting = [title, plain, bare].find((one) => one.length + taken <= MAX_SUBJECT);
  return prefix + (fitting ?? shorter(bare, taken)) + tail;
}

/** Whole clauses as long as they fit; else long names lose their middle, so that the sentence stays; else the end goes. */
function shorter(title: string, taken: number): string {
  const ends = [...title.matchAll(/[,;:] /g)].map(({ index }) => index);
  const end = ends.filter((one) => one > 30 && one + 3 + taken <= MAX_SUBJECT).at(-1);
  if (end !== undefined) return `${title.slice(0, end)}...`;
  const room = AIM - taken;
  const narrow = withShorterNames(title, room);
  return narrow.length <= room ? narrow : `${narrow.slice(0, room - 3)}...`;
}

/** Cuts the middle out of the longest word, and of the next, until the title fits or no long word is left. */
function withShorterNames(title: string, room: number): string {
  const longest = title.split(' ').toSorted((a, b) => b.length - a.length)[0] ?? '';
  const excess = title.length - room;
  if (excess <= 0 || longest.length <= SHORT_NAME) return title;
  const length = Math.max(SHORT_NAME, longest.length - excess);
  return withShorterNames(
    title.replace(longest, () => cut(longest, length)),
    room,
  );
}

function cause({ conclusion }: Diagnosis, evidence: Evidence): string {
  switch (conclusion.kind) {
    case 'root-cause':
    case 'noise':
      return conclusion.primary.title;
    case 'origin-answered':
      return /\bTLS\b/.test(conclusion.primary.title)
        ? conclusion.primary.title
        : `Not TLS: ${conclusion.primary.title}`;
    case 'no-fault-found':
      return `No fault found between CloudFront and ${originsOf(evidence)}`;
    case 'inconclusive':
      return `Inconclusive: ${conclusion.reason}`;
  }
}

function idOf({ subject }: Diagnosis): string[] {
  return subject.kind === 'distribution' ? [cut(ascii(printable(subject.id)), 20)] : [];
}

function suresOf({ conclusion }: Diagnosis): string[] {
  if (!('primary' in conclusion)) return [];
  const more = ownFaults(conclusion.primary, conclusion.also).length;
  return [conclusion.primary.certainty, ...(more > 0 ? [`+${more} more`] : [])];
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = Math.ceil((max - 3) * 0.6);
  return `${text.slice(0, head)}...${text.slice(text.length - (max - 3 - head))}`;
}
