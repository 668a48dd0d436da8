import type { Diagnosis } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { Section } from './assemble.ts';
import { type Block, command, hang, item, listed, prose, sentence } from './layout.ts';
import { pathsHit } from './reach.ts';

/** The faults beside the leading one, in their order, each with the first thing to do about it. */
export function alsoFound({ conclusion }: Diagnosis, evidence: Evidence): Section {
  if (!('primary' in conclusion) || conclusion.also.length === 0) return { blocks: [], rank: 5 };
  const { primary, also } = conclusion;
  const blocks = also.map((finding) => other(finding, primary, evidence));
  const after = prose('Mend the first fault, then look again: what is left is told in full.');
  return { heading: 'ALSO FOUND', blocks: [...blocks, after], rank: 5, airy: true };
}

function other(finding: Finding, primary: Finding, evidence: Evidence): Block {
  const paths = finding.originId === primary.originId ? undefined : pathsHit(finding, evidence);
  const { failing, seen, of } = finding.reach;
  const which = failing < seen ? [`fails: ${listed(of, 3)}`] : [];
  const same = ownFaults(primary, [finding]).length === 0 ? ['part of the fault above'] : [];
  const marks = [finding.certainty, ...same, ...(paths ? [`hits ${paths}`] : []), ...which];
  return [...item(`${finding.title} (${marks.join('; ')})`, 400), ...firstStep(finding, primary)];
}

/** The first thing to do; where that is a step of the leading fault, only its number. */
function firstStep(finding: Finding, primary: Finding): Block {
  const [first] = finding.remedy;
  if (!first) return [];
  const same = sharedStep(finding, primary);
  if (same >= 0) return [`  First: step ${same + 1} above.`];
  const does = first.action.trim().replace(/[.:]$/, '');
  return [
    ...hang('  ', '  ', `First: ${does}${first.command ? ':' : '.'}`, 400),
    ...(first.command ? command(first.command) : []),
  ];
}

/** Which of the leading fault's steps is this finding's first one; -1 where none is. */
function sharedStep({ remedy: [first] }: Finding, { remedy }: Finding): number {
  return remedy.findIndex(({ action, command: line }) => action === first?.action && line === first?.command);
}

/** Findings beside the leading one that are faults of their own: another thing is broken, and another remedy mends it. */
export function ownFaults(primary: Finding, also: readonly Finding[]): readonly Finding[] {
  const sameThing = ({ originId, witness }: Finding) =>
    originId === primary.originId && witness.kind === primary.witness.kind && witness.key === primary.witness.key;
  return also.filter((finding) => !sameThing(finding) && sharedStep(finding, primary) < 0);
}

/** Unusual, but not why: a line each. */
export function notices({ notices: found }: Diagnosis): Section {
  const blocks = found.map(({ title, certainty }) => item(`${title}${certainty === 'likely' ? ' (likely)' : ''}`, 300));
  return { heading: 'WORTH KNOWING, BUT NOT WHY', blocks, rank: 7 };
}

/** Whom people suspect first when CloudFront cannot connect: told before the rest, which the JSON lists whole. */
const SUSPECTS: readonly string[] = [
  'certificate-expired',
  'certificate-name-mismatch',
  'chain-incomplete',
  'chain-untrusted',
  'certificate-self-signed',
  'acm-renewal-failed',
  'origin-name-unresolvable',
  'origin-dns-failing',
  'port-refused',
  'listener-missing',
  'security-group-blocks-cloudfront',
  'origin-not-tls',
  'protocol-mismatch',
  'cipher-mismatch',
  'server-name-rejected',
  'client-certificate-required',
  'no-healthy-targets',
];

/** Named in the text; some seventy others are only counted. */
const MAX_RULED_OUT = 16;

/** What it is not, in one paragraph. */
export function ruledOut({ ruledOut: out }: Diagnosis): Section {
  const place = ({ ruleId }: { readonly ruleId: string }) => SUSPECTS.indexOf(ruleId) + 1 || SUSPECTS.length + 1;
  const titles = out.toSorted((a, b) => place(a) - place(b)).map(({ title }) => title);
  const blocks = out.length > 0 ? [prose(sentence(listed(titles, MAX_RULED_OUT, 60)))] : [];
  return { heading: 'RULED OUT', blocks, rank: 8 };
}
