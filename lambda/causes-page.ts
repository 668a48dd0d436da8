import { capital } from './capital.ts';
import type { Certainty } from './model/finding.ts';

/** What the page tells of a rule; every `Rule` fits. */
export type Cause = {
  readonly id: string;
  /** A noun phrase, e.g. `expired certificate`. */
  readonly title: string;
  readonly certainty: Certainty;
  readonly lastResort: boolean;
  readonly about: Readonly<Record<(typeof HEADINGS)[number][0], string>>;
  /** URLs. */
  readonly references: readonly string[];
};

const HEADINGS = [
  ['whatHappens', 'What happens'],
  ['whatCloudFrontDoes', 'What CloudFront does'],
  ['howToBeSure', 'How to be sure'],
  ['whatFixesIt', 'What fixes it'],
  ['whatDoesNot', 'What does not'],
] as const;

const CEILINGS: Readonly<Record<Certainty, string>> = {
  proven: 'up to *proven*: CloudFront cannot complete this connection',
  likely: '*likely* at most: it fits, and nothing better does',
};

const INTRODUCTION = `<!-- Written by \`node --import tsx bin/causes.ts\` from lambda/rules/: edit the rules, not this page. -->

# Causes

Every root cause that a diagnosis can name, from cause to symptom: where two hold at once and are equally certain, the
one further up leads and the other is told after it.`;

/** The page docs/causes.md: one section for each rule, in the order of the list. Markdown, ending in a newline. */
export function causesPage(causes: readonly Cause[]): string {
  const contents = causes.map(({ id, title }) => `- [${capital(title)}](#${id})`).join('\n');
  return `${[INTRODUCTION, contents, ...causes.map(section)].join('\n\n').trimEnd()}\n`;
}

function section({ id, title, certainty, lastResort, about, references }: Cause): string {
  const ceiling = lastResort ? `${CEILINGS[certainty]}; leads only where nothing else is found` : CEILINGS[certainty];
  const parts = [
    `<a id="${id}"></a>\n\n## ${capital(title)}`,
    `\`${id}\` · ${ceiling}`,
    ...HEADINGS.map(([key, heading]) => `### ${heading}\n\n${about[key]}`),
    `### References\n\n${references.map((url) => `- <${url}>`).join('\n')}`,
  ];
  return parts.join('\n\n');
}
