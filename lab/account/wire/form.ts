import { CommonError } from '../errors.ts';

type Branch = Map<string, Leaf | Branch>;
type Leaf = { readonly text: string };

/** Deeper than any parameter of the services here. */
const MAX_DEPTH = 8;

/**
 * Reads a Query form: `Names.member.1=a` is a list, `Attributes.entry.1.Name=k` with `….Value=v` a map, other dots are
 * structures. Throws `CommonError` where it is none of these.
 */
export function readForm(body: string): Record<string, unknown> {
  return structure(treeOf(body));
}

/**
 * The same as EC2 has it: `GroupId.1=a` is a list. Throws `CommonError` where it is neither that nor a structure.
 * https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export function readFlatForm(body: string): Record<string, unknown> {
  return Object.fromEntries([...treeOf(body)].map(([name, node]) => [name, readFlat(node)]));
}

function readFlat(node: Leaf | Branch): unknown {
  if (!(node instanceof Map)) return node.text;
  if ([...node.keys()].every((key) => /^\d+$/.test(key))) return numbered(node).map(readFlat);
  return Object.fromEntries([...node].map(([name, inner]) => [name, readFlat(inner)]));
}

function treeOf(body: string): Branch {
  const root: Branch = new Map();
  for (const [name, text] of new URLSearchParams(body)) plant(root, name, text);
  return root;
}

function plant(root: Branch, name: string, text: string): void {
  const steps = name.split('.');
  const last = steps.pop() ?? '';
  if (steps.length >= MAX_DEPTH) throw malformed(`${steps.slice(0, 3).join('.')}… is too deep`);
  let branch = root;
  for (const step of steps) {
    const next = branch.get(step) ?? new Map();
    if (!(next instanceof Map)) throw malformed(`${name} is both a value and a structure`);
    branch.set(step, next);
    branch = next;
  }
  if (branch.has(last)) throw malformed(`${name} is given twice`);
  branch.set(last, { text });
}

function read(node: Leaf | Branch): unknown {
  if (!(node instanceof Map)) return node.text;
  const [only, members] = node.size === 1 ? ([...node][0] ?? []) : [];
  if (only === 'member' && members instanceof Map) return numbered(members).map(read);
  if (only === 'entry' && members instanceof Map) return mapping(numbered(members));
  return structure(node);
}

function structure(branch: Branch): Record<string, unknown> {
  return Object.fromEntries([...branch].map(([name, node]) => [name, read(node)]));
}

/** Items 1 to n, without a gap. */
function numbered(branch: Branch): (Leaf | Branch)[] {
  return Array.from({ length: branch.size }, (_, index) => {
    const node = branch.get(String(index + 1));
    if (node === undefined) throw malformed(`item ${index + 1} of a list is missing`);
    return node;
  });
}

function mapping(entries: readonly (Leaf | Branch)[]): Record<string, unknown> {
  const pairs = entries.map((entry): [string, unknown] => {
    const name = entry instanceof Map ? entry.get('Name') : undefined;
    const value = entry instanceof Map ? entry.get('Value') : undefined;
    if (!name || name instanceof Map || !value) throw malformed('a map entry needs Name and Value');
    return [name.text, read(value)];
  });
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw malformed('a map names a key twice');
  return Object.fromEntries(pairs);
}

function malformed(message: string): CommonError {
  return new CommonError('malformed', message);
}
