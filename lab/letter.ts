import type { Case } from './case.ts';
import type { Message, Outcome } from './run.ts';

const WIDTH = 78;
const RULE = '─'.repeat(WIDTH);

/** What was delivered, framed as the mails that it came as, and what it took. */
export function letter({ id }: Case, { messages, calls, tookMs }: Outcome): string {
  const mails = messages.length > 0 ? messages.flatMap(mail) : ['Nothing was sent: nobody is to be woken by this.'];
  const seconds = (tookMs / 1000).toFixed(1);
  const asked = [...new Set(calls.map(({ operation, region }) => `${operation} (${region})`))];
  const cleaned = ['', `Took ${seconds} s and ${calls.length} AWS calls:`, ...fold(asked.join(', '), '  ')];
  return `${[...mails, ...cleaned, '', ...next(id)].join('\n')}\n`;
}

function mail({ subject, mail: body }: Message): string[] {
  return [
    RULE,
    'From:    AWS Notifications <no-reply@sns.amazonaws.com>',
    'To:      oncall@example.com',
    `Subject: ${subject}`,
    RULE,
    ...body.trimEnd().split('\n'),
    RULE,
  ];
}

function next(id: string): string[] {
  const other = id === 'origin-answers-5xx' ? 'acm-renewal-failed' : 'origin-answers-5xx';
  return [`Another story:   npm run demo -- --case ${other}`, 'All stories:     npm run demo -- --list'];
}

/** Every case with its story, two lines each. */
export function listing(cases: readonly Case[]): string {
  return cases.map(({ id, story }) => [id, ...fold(story, '    '), ''].join('\n')).join('');
}

/** Breaks prose into lines. */
export function fold(text: string, indent = ''): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines;
}
