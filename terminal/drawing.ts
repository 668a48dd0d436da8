import type { Diagnosis } from '../lambda/model/diagnosis.ts';
import type { Evidence, OriginEvidence } from '../lambda/model/evidence.ts';
import type { Finding } from '../lambda/model/finding.ts';
import { ascii, printable } from '../lambda/report/printable.ts';
import type { Paint } from './colour.ts';
import { type Leaf, leavesOf, type Mark } from './leaves.ts';

/** Columns of the drawing. */
const WIDTH = 80;

/** What fits on one screen beside the words. */
const MAX_ORIGINS = 5;
const MAX_LEAVES = 14;

/** How to draw. */
export type Style = { readonly paint: Paint; readonly unicode: boolean };

type Signs = Readonly<Record<'arrow' | 'branch' | 'last' | 'pass' | 'gap' | 'more', string>> & {
  readonly marks: Readonly<Record<Mark, string>>;
};

const UNICODE: Signs = {
  arrow: '→',
  branch: '├─ ',
  last: '└─ ',
  pass: '│  ',
  gap: '   ',
  more: '…',
  marks: { bad: '✗', good: '✓', unknown: '?' },
};

const ASCII: Signs = {
  arrow: '->',
  branch: '|- ',
  last: '`- ',
  pass: '|  ',
  gap: '   ',
  more: '...',
  marks: { bad: 'X', good: 'ok', unknown: '?' },
};

/** The path from the viewer to every address, and where it breaks: at most one screen of 80 columns. */
export function drawing(diagnosis: Diagnosis, evidence: Evidence, style: Style): string {
  const signs = style.unicode ? UNICODE : ASCII;
  const broken = new Set(findingsOf(diagnosis).map(({ originId }) => originId));
  const last = ({ origin }: OriginEvidence) => (broken.has(origin.id) ? 0 : 1);
  const origins = evidence.origins.toSorted((a, b) => last(a) - last(b)).slice(0, MAX_ORIGINS);
  const room = Math.max(2, Math.floor(MAX_LEAVES / Math.max(1, origins.length)));
  const rest = evidence.origins.length - origins.length;
  const branches = [
    ...origins.map((origin) => branch(origin, findingsOf(diagnosis), room, style, signs)),
    ...(rest > 0 ? [[cut(`${signs.more} ${rest} more origins`, WIDTH - 3, style)]] : []),
  ];
  const { subject } = diagnosis;
  const cloudfront = subject.kind === 'distribution' ? `CloudFront ${printable(subject.id, 40)}` : 'CloudFront';
  return [cut(`viewer ${signs.arrow} ${cloudfront}`, WIDTH, style), ...tree(branches, signs)].join('\n');
}

function findingsOf({ conclusion }: Diagnosis): readonly Finding[] {
  return 'primary' in conclusion ? [conclusion.primary, ...conclusion.also] : [];
}

/** Hangs each branch's lines under the line above. */
function tree(branches: readonly (readonly string[])[], signs: Signs): string[] {
  return branches.flatMap((lines, index) => {
    const isLast = index === branches.length - 1;
    return lines.map((line, at) => {
      if (at === 0) return (isLast ? signs.last : signs.branch) + line;
      return (isLast ? signs.gap : signs.pass) + line;
    });
  });
}

/** One origin: its name with where DNS leads, and under it each dial. */
function branch(
  { origin, observations }: OriginEvidence,
  findings: readonly Finding[],
  room: number,
  style: Style,
  signs: Signs,
): string[] {
  const { resolution } = observations;
  const aim =
    resolution.status === 'observed' && resolution.value.kind !== 'failing' ? resolution.value.cnames.at(-1) : '';
  const own = findings.filter(({ originId }) => originId === origin.id);
  const leaves = leavesOf({ origin, observations }, own);
  const shown = leaves.toSorted((a, b) => ORDER[a.mark] - ORDER[b.mark]).slice(0, room);
  const rest = leaves.length - shown.length;
  const name = printable(origin.domainName, 60) + (aim ? ` ${signs.arrow} ${aim}` : '');
  const ends = [
    ...shown.map((leaf) => [leafLine(leaf, style, signs)]),
    ...(rest > 0 ? [[`${signs.more} ${rest} more`]] : []),
  ];
  return [cut(name, WIDTH - 3, style), ...tree(ends, signs)];
}

/** What breaks is drawn first. */
const ORDER: Readonly<Record<Mark, number>> = { bad: 0, unknown: 1, good: 2 };

const COLOUR = { bad: 'red', unknown: 'yellow', good: 'green' } as const;

function leafLine({ at, mark, words }: Leaf, style: Style, signs: Signs): string {
  const sign = signs.marks[mark];
  const where = at ? `${cut(at, 46, style)} ` : '';
  const room = WIDTH - 6 - [...where].length - sign.length - 1;
  return `${where}${style.paint[COLOUR[mark]](`${sign} ${cut(words, room, style)}`)}`;
}

function cut(text: string, width: number, { unicode }: Style): string {
  const safe = unicode ? printable(text, width) : ascii(printable(text, width));
  return printable(safe, width).replace('…', unicode ? '…' : '~');
}
