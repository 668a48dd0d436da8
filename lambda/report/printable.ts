/** Characters that a reader cannot see or that move the cursor, the line or the direction of reading; the plain space and U+FE0F (emoji) stay. */
const UNSAFE = /(?! |\u3000|\ufe0f)[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/**
 * Where chat programs that are handed plain text would mention people or make a link of their own: Slack's `<!channel>`,
 * `<@U1>`, `<#C1>` and `<https://a|b>`, `@everyone` and `@here` of all of them, also at the start of
 * a longer word, which may yet be cut there. The first character shows as an escape.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export const MENTION = '<(?=[!@#]|[a-z][a-z0-9+.-]*:)|@(?=everyone|here|channel)';

const MENTIONS = new RegExp(MENTION, 'giu');

/** One character; the group tells that a mention would begin with it. */
const CHARACTER = new RegExp(`(${MENTION})|[^]`, 'giu');

/** Stands where the middle of a long text was cut out. */
const CUT = '…';

/** Characters that a text may have when nobody says otherwise. */
const MAX = 400;

/**
 * Text from outside (certificates, servers, DNS, names of alarms and paths) made fit for mail and terminals: no control
 * characters, line breaks, escapes, bidirectional marks or zero-width characters, which show as `\u{..}`, and
 * nothing that a chat program takes for a mention. Markdown and HTML stay as they are written: mail, SNS and terminals
 * render neither. At most `max` characters: the middle goes, the ends stay. Doing it twice changes nothing.
 */
export function printable(text: string, max = MAX): string {
  const near = text.length > 4 * max ? text.slice(0, 2 * max) + text.slice(-2 * max) : text;
  const units = Array.from(near.matchAll(CHARACTER), ([character, mention]) =>
    mention || UNSAFE.test(character) ? escaped(character) : character,
  );
  return lengthOf(units) <= max ? units.join('') : cutMiddle(units, max);
}

/** The same text for a reader without Unicode: typographic marks and accents become plain ones, the rest is escaped. */
export function ascii(text: string): string {
  const plain = [...text].map((character) => PLAIN[character] ?? character).join('');
  const characters = [...plain.normalize('NFKD').replace(/\p{M}/gu, '')];
  return withoutMentions(characters.map((character) => (character > '~' ? escaped(character) : character)).join(''));
}

/** For text that was put together, or changed, after it was made printable. */
export function withoutMentions(text: string): string {
  return text.replace(MENTIONS, escaped);
}

const PLAIN: Readonly<Record<string, string>> = {
  '…': '...',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '→': '->',
  '×': 'x',
};

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function lengthOf(units: readonly string[]): number {
  return units.reduce((sum, unit) => sum + widthOf(unit), 0);
}

/** A character counts one, however many code units it has; an escape counts every sign of it. */
function widthOf(unit: string): number {
  return [...unit].length;
}

function cutMiddle(units: readonly string[], max: number): string {
  const room = Math.max(0, max - CUT.length);
  const head = take(units, Math.ceil(room * 0.6));
  const tail = take(units.toReversed(), room - lengthOf(head)).toReversed();
  return [...head, CUT, ...tail].join('');
}

function take(units: readonly string[], room: number): string[] {
  let left = room;
  const end = units.findIndex((unit) => {
    left -= widthOf(unit);
    return left < 0;
  });
  return units.slice(0, end < 0 ? units.length : end);
}
