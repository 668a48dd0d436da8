/** An XML element: text alone, or children. */
export type Element = { readonly name: string; readonly text: string; readonly children: readonly Element[] };

/** Reads the plain XML that the account writes; anything else is an error. */
export function readXml(document: string): Element {
  const tokens = document.replace(/^<\?xml[^>]*\?>\s*/, '').match(/<[^>]+>|[^<]+/g) ?? [];
  let at = 0;
  const read = (): Element => {
    const name = /^<([A-Za-z][\w]*)(?: xmlns="[^"]+")?>$/.exec(tokens[at] ?? '')?.[1];
    if (!name) throw new Error(`not an element: ${tokens[at]}`);
    at += 1;
    const children: Element[] = [];
    let text = '';
    while (tokens[at] !== `</${name}>`) {
      const token = tokens[at];
      if (token === undefined) throw new Error(`${name} is not closed`);
      if (token.startsWith('<')) children.push(read());
      else {
        text += token;
        at += 1;
      }
    }
    at += 1;
    return { name, text, children };
  };
  return read();
}

/** What the SDK's compact schemas say, in words. */
type Schema =
  | { readonly kind: 'scalar'; readonly type: number }
  | { readonly kind: 'list'; readonly itemName: string; readonly of: () => Schema }
  | { readonly kind: 'map' }
  | { readonly kind: 'structure'; readonly name: string; readonly union: boolean; readonly members: readonly Member[] };

type Member = {
  /** As it stands on the wire: EC2 has names of its own there. */
  readonly name: string;
  readonly required: boolean;
  readonly traits: unknown;
  readonly of: () => Schema;
};

const [SIMPLE, LIST, MAP, STRUCTURE, UNION] = [0, 1, 2, 3, 4];
const LIST_OF = 64;
const MAP_OF = 128;
export const TIME = 4;
export const NUMBER = 1;
export const BOOLEAN = 2;

/** Reads a schema as the SDK carries it: https://github.com/smithy-lang/smithy-typescript (packages/types, schema/static-schemas.ts). */
export function readSchema(raw: unknown): Schema {
  const value = typeof raw === 'function' ? raw() : raw;
  if (typeof value === 'number') {
    if (value & MAP_OF) return { kind: 'map' };
    const type = value & ~LIST_OF;
    return value & LIST_OF
      ? { kind: 'list', itemName: 'member', of: () => ({ kind: 'scalar', type }) }
      : { kind: 'scalar', type };
  }
  if (!Array.isArray(value)) throw new Error(`not a schema: ${String(value)}`);
  if (value.length === 2) return readSchema(value[0]);
  if (value[0] === SIMPLE) return readSchema(value[4]);
  if (value[0] === MAP) return { kind: 'map' };
  if (value[0] === LIST) {
    const item: unknown = value[4];
    return { kind: 'list', itemName: trait(traitsOf(item), 'xmlName') ?? 'member', of: () => readSchema(item) };
  }
  if (value[0] !== STRUCTURE && value[0] !== UNION) throw new Error(`unknown kind of schema ${String(value[0])}`);
  const names: readonly string[] = value[4];
  const schemas: readonly unknown[] = value[5];
  const members = names.map((given, index) => {
    const of = schemas[index];
    const name = trait(traitsOf(of), 'ec2QueryName') ? (trait(traitsOf(of), 'xmlName') ?? given) : given;
    return { name, required: index < (value[6] ?? 0), traits: traitsOf(of), of: () => readSchema(of) };
  });
  return { kind: 'structure', name: value[2], union: value[0] === UNION, members };
}

function traitsOf(raw: unknown): unknown {
  return Array.isArray(raw) && raw.length === 2 ? raw[1] : undefined;
}

/** A trait's text, where it has one. */
export function trait(traits: unknown, name: string): string | undefined {
  if (typeof traits !== 'object' || traits === null) return undefined;
  const found = Object.entries(traits).find(([key]) => key === name);
  return found && String(found[1]);
}

/** What does not fit, and how many members were looked at. */
export type Walk = { readonly problems: string[]; readonly seen: Set<string> };

/** Holds an XML element against a schema. */
export function walkXml(node: Element, schema: Schema, path: string, walk: Walk): void {
  walk.seen.add(path);
  if (schema.kind === 'scalar') {
    checkScalar(node.children.length > 0 ? undefined : node.text, schema.type, path, walk);
  } else if (schema.kind === 'list') {
    for (const item of node.children) {
      if (item.name !== schema.itemName) walk.problems.push(`${path} holds ${item.name}, not ${schema.itemName}`);
      walkXml(item, schema.of(), `${path}[]`, walk);
    }
  } else if (schema.kind === 'structure') {
    const names = node.children.map(({ name }) => name);
    checkMembers(schema.members, names, path, walk);
    for (const child of node.children) {
      const member = schema.members.find(({ name }) => name === child.name);
      if (member) walkXml(child, member.of(), `${path}.${child.name}`, walk);
    }
  }
}

/** Holds a JSON value against a schema. */
export function walkJson(value: unknown, schema: Schema, path: string, walk: Walk): void {
  walk.seen.add(path);
  if (schema.kind === 'scalar') {
    checkJsonScalar(value, schema.type, path, walk);
  } else if (schema.kind === 'list') {
    if (!Array.isArray(value)) walk.problems.push(`${path} is no list`);
    else for (const item of value) walkJson(item, schema.of(), `${path}[]`, walk);
  } else if (schema.kind === 'structure') {
    const entries = Object.entries(typeof value === 'object' && value !== null ? value : {});
    const names = entries.map(([name]) => name);
    checkMembers(schema.members, names, path, walk);
    if (schema.union && entries.length !== 1) walk.problems.push(`${path} is a union of ${entries.length}`);
    for (const [name, child] of entries) {
      const member = schema.members.find((one) => one.name === name);
      if (member) walkJson(child, member.of(), `${path}.${name}`, walk);
    }
  }
}

function checkMembers(members: readonly Member[], given: readonly string[], path: string, walk: Walk): void {
  const unknown = given.filter((name) => !members.some((member) => member.name === name));
  const missing = members.filter(({ name, required }) => required && !given.includes(name)).map(({ name }) => name);
  if (unknown.length > 0) walk.problems.push(`${path} has no member ${unknown.join(', ')}`);
  if (missing.length > 0) walk.problems.push(`${path} lacks ${missing.join(', ')}`);
  if (new Set(given).size < given.length) walk.problems.push(`${path} tells a member twice`);
}

function checkScalar(text: string | undefined, type: number, path: string, walk: Walk): void {
  const sound =
    text !== undefined &&
    (type !== NUMBER || /^-?\d+(\.\d+)?$/.test(text)) &&
    (type !== BOOLEAN || /^(true|false)$/.test(text)) &&
    (type !== TIME || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text));
  if (!sound) walk.problems.push(`${path} is ${text ?? 'a structure'}`);
}

function checkJsonScalar(value: unknown, type: number, path: string, walk: Walk): void {
  const wanted = type === NUMBER || type === TIME ? 'number' : type === BOOLEAN ? 'boolean' : 'string';
  if (typeof value !== wanted) walk.problems.push(`${path} is a ${typeof value}, not a ${wanted}`);
}
