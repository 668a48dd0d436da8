import type { Case } from './case.ts';
import type { Claim, OriginRow } from './kinds/claim.ts';

const HEAD = `# Origins

What is read of each kind of origin beside the dial, what is decided where no dial is answered, and the case of the lab that
shows it: \`npm run demo -- --case ID\`. Made of \`lab/origin-kinds.ts\` by \`npm run origins\`; \`test/lab.test.ts\` holds each line to
what its case really saw and said.
`;

/** docs/origins.md: every claim of README's table with its case. */
export function originsPage(rows: readonly OriginRow[], cases: ReadonlyMap<string, Case>): string {
  return [HEAD, ...rows.map((row) => section(row, cases))].join('\n');
}

function section({ origin, read, decided }: OriginRow, cases: ReadonlyMap<string, Case>): string {
  return [
    `## ${origin}`,
    '',
    'Read beside the dial:',
    '',
    ...read.map((claim) => line(claim, cases)),
    '',
    'Decided without one:',
    '',
    ...decided.map((claim) => line(claim, cases)),
    '',
  ].join('\n');
}

function line(claim: Claim, cases: ReadonlyMap<string, Case>): string {
  const shown = cases.get(claim.case);
  const rule = 'found' in claim ? ` · [${claim.found}](causes.md#${claim.found})${suretyOf(claim.found, shown)}` : '';
  return `- **${claim.what}**${rule} · \`${claim.case}\`: ${shown?.story ?? 'no such case'}`;
}

/** How sure the case is of it, where the rule leads. */
function suretyOf(rule: string, shown: Case | undefined): string {
  const [told] = [shown?.expect ?? []].flat();
  return told?.ruleId === rule && told?.certainty ? `, *${told.certainty}*` : '';
}
