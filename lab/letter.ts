import type { Case } from './case.ts';
import type { Message, Outcome } from './run.ts';

const WIDTH = 78;
const RULE = '─'.repeat(WIDTH);

/** What was delivered, framed as the mails that it came as, and what it took. */
export function letter({ id }: Case, { messages, calls, tookMs }: Outcome): string {
  const mails = messages.length > 0 ? messages.flatMap(mail) : ['Nothing was sent: nobody is to be woken by this.'];
  return `${[...mails, '', ...effort(calls, tookMs), '', ...next(id)].join('\n')}\n`;
}

/** The mail without the footer that SNS puts under each. */
function mail({ subject, bodies }: Message): string[] {
  const [first = '', ...rest] = fold(subject, WIDTH - 9);
  return [
    RULE,
    'From:    AWS Notifications <no-reply@sns.amazonaws.com>',
    'To:      oncall@example.com',
    `Subject: ${first}`,
    ...rest.map((line) => `         ${line}`),
    RULE,
    ...(bodies.email ?? '').trimEnd().split('\n'),
    RULE,
  ];
}

function effort(calls: Outcome['calls'], tookMs: number): string[] {
  const seconds = `${(tookMs / 1000).toFixed(1)} s`;
  if (calls.length === 0) return [`Took ${seconds} and no AWS call.`];
  const asked = [...new Set(calls.map(({ operation, region }) => `${operation} (${region})`))];
  return [
    `Took ${seconds} and ${calls.length} AWS calls:`,
    ...fold(asked.join(', '), WIDTH - 2).map((line) => `  ${line}`),
  ];
}

function next(id: string): string[] {
  const other = id === 'origin-answers-5xx' ? 'acm-renewal-failed' : 'origin-answers-5xx';
  return [`Another story:   npm run demo -- --case ${other}`, 'All stories:     npm run demo -- --list'];
}

/** Every case with its story, two lines each. */
export function listing(cases: readonly Case[]): string {
  return cases.map(({ id, story }) => `${id}\n    ${story}\n`).join('');
}

/** Breaks prose into lines. */
export function fold(text: string, width = WIDTH): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
