import { CommonError } from '../errors.ts';

/** Elements within each other that are followed. */
const MAX_DEPTH = 8;

const TOKEN = /<\?[^>]*\?>|<(\/?)([A-Za-z]\w*)(?:\s[^<>]*?)?(\/?)>|([^<]+)/g;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

type Open = { readonly name: string; readonly members: [string, unknown][]; text: string };

/** The members of a request's document by name, text as text; throws `malformed` where it is none. Lists are not told: no request here has any. */
export function documentOf(body: string): Readonly<Record<string, unknown>> {
  const outside: Open = { name: '', members: [], text: '' };
  const open = [outside];
  let at = 0;
  for (const { 0: token, 1: slash, 2: name, 3: empty, 4: text, index } of body.matchAll(TOKEN)) {
    const inner = open.at(-1);
    if (index !== at || !inner || open.length > MAX_DEPTH) throw malformed();
    at += token.length;
    if (text !== undefined) inner.text += text;
    else if (name !== undefined && slash) close(open, name);
    else if (name !== undefined) open.push({ name, members: [], text: '' });
    if (name !== undefined && empty) close(open, name);
  }
  const [root, ...others] = outside.members;
  const members = root?.[1];
  const isWhole = at === body.length && open.length === 1 && outside.text.trim() === '';
  if (!isWhole || others.length > 0 || typeof members !== 'object') throw malformed();
  return { ...members };
}

function close(open: Open[], name: string): void {
  const done = open.pop();
  const outer = open.at(-1);
  if (done?.name !== name || !outer) throw malformed();
  const isText = done.members.length === 0 && open.length > 1;
  outer.members.push([name, isText ? unescaped(done.text) : Object.fromEntries(done.members)]);
}

function unescaped(text: string): string {
  return text.replace(/&([^;]{0,8};?)/g, (_, entity: string) => {
    const [, decimal, hex, name = ''] = /^(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));$/i.exec(entity) ?? [];
    const code = Number.parseInt(decimal ?? hex ?? '', decimal ? 10 : 16);
    const character = code <= 0x10_ff_ff ? String.fromCodePoint(code) : ENTITIES[name];
    if (character === undefined) throw malformed();
    return character;
  });
}

function malformed(): CommonError {
  return new CommonError('malformed', 'the body is no document of the kind that this operation takes');
}
