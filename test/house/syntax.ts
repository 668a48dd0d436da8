import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

/** What a law says of one file: the line and what is wrong there. */
export type Breach = string;

type Tree = { readonly type: string; readonly span: { readonly start: number; readonly end: number } } & Readonly<
  Record<string, unknown>
>;

const MAX_FILE_LINES = 200;
const MAX_FUNCTION_LINES = 30;

/** Casts are allowed where the outside world comes in, and where the engine unwraps evidence by key. */
const MAY_CAST = ['lambda/parse-alarm.ts', 'lambda/rule.ts'];

const FUNCTIONS = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
  'Constructor',
  'MethodProperty',
]);

/** Rooms that neither read the clock nor touch the world. */
const PURE = /^lambda\/(rules|report|remedies|tls|cloudfront|model|alarm-event)\/|^lambda\/(?!respond\.ts)[a-z-]+\.ts$/;

/** What pure rooms may take from Node: arithmetic, no world. */
const PURE_BUILTINS: Readonly<Record<string, RegExp>> = {
  'node:crypto': /^lambda\/((tls|rules|cloudfront)\/|incident\.ts$)/,
  'node:url': /^lambda\//,
  'node:net': /^lambda\/(tls|cloudfront|rules|remedies|report)\//,
};

/** Paths of every TypeScript file of a room, relative to `root`. */
export function sourcesIn(root: string, room: string): string[] {
  const files = readdirSync(join(root, room), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts')).map((file) => `${room}/${file.replaceAll('\\', '/')}`);
}

/** Everything in one file that breaks a law of size, type or purity. */
export function breachesOf(root: string, file: string): Breach[] {
  return breachesIn(file, readFileSync(join(root, file), 'utf8'));
}

/** The same for a text that is not on disk. */
export function breachesIn(file: string, text: string): Breach[] {
  const lines = text.trimEnd().split('\n').length;
  const long = lines > MAX_FILE_LINES ? [`${file}: ${lines} lines, more than ${MAX_FILE_LINES}`] : [];
  return [...long, ...walk(file, text)];
}

function walk(file: string, text: string): Breach[] {
  const source = `0;${text.replace(/^#!.*/, '')}`;
  const module = parseSync(source, { syntax: 'typescript', target: 'es2022' });
  const bytes = Buffer.from(source);
  const lineAt = (position: number) =>
    bytes
      .subarray(0, position - module.span.start)
      .toString()
      .split('\n').length;
  const breaches: Breach[] = [];
  visit(module, (node) => {
    const wrong = breachOf(file, node, lineAt);
    if (wrong) breaches.push(`${file}:${lineAt(node.span.start)}: ${wrong}`);
  });
  return breaches;
}

function breachOf(file: string, node: Tree, lineAt: (position: number) => number): string | undefined {
  if (FUNCTIONS.has(node.type)) {
    const lines = lineAt(node.span.end) - lineAt(node.span.start) + 1;
    return lines > MAX_FUNCTION_LINES ? `a function of ${lines} lines, more than ${MAX_FUNCTION_LINES}` : undefined;
  }
  if (node.type === 'TsKeywordType' && node.kind === 'any') return 'any';
  if (node.type === 'TsNonNullExpression') return 'a non-null assertion';
  if (node.type === 'TsTypeAssertion') return 'a cast';
  if (node.type === 'TsAsExpression' && !MAY_CAST.includes(file)) return 'a cast';
  return PURE.test(file) ? impurity(file, node) : undefined;
}

function impurity(file: string, node: Tree): string | undefined {
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && isEmpty(node.arguments))
    return 'reads the clock: new Date()';
  if (node.type === 'MemberExpression') {
    const path = `${nameOf(node.object)}.${nameOf(node.property)}`;
    if (LOCAL.test(nameOf(node.property))) return `local time: ${nameOf(node.property)}`;
    if (/^(Date\.now|performance\.now|Math\.random|process\..*|globalThis\..*)$/.test(path)) return `impure: ${path}`;
  }
  if (node.type === 'Identifier' && /^(fetch|setTimeout|setInterval|setImmediate)$/.test(String(node.value)))
    return `impure: ${node.value}`;
  if (node.type !== 'ImportDeclaration' || node.typeOnly === true) return undefined;
  const from = String(Reflect.get(Object(node.source), 'value'));
  const builtin = from.startsWith('node:') && !PURE_BUILTINS[from]?.test(file);
  return builtin || from.startsWith('@aws-sdk') ? `imports ${from}` : undefined;
}

/** What tells another time in another zone, or twice a year in the same one. */
const LOCAL = /^(get(Hours|Minutes|Date|Day|Month|FullYear|TimezoneOffset)|toLocale\w*|to(Date|Time)String)$/;

function nameOf(node: unknown): string {
  return String(Reflect.get(Object(node), 'value') ?? '');
}

function isEmpty(list: unknown): boolean {
  return !Array.isArray(list) || list.length === 0;
}

function visit(node: unknown, see: (node: Tree) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (isTree(node)) see(node);
  for (const child of Object.values(node)) visit(child, see);
}

function isTree(node: object): node is Tree {
  return 'type' in node && typeof node.type === 'string' && 'span' in node;
}
