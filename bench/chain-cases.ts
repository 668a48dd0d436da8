import { readFile } from 'node:fs/promises';

/** One chain and what a client of the public web makes of it. */
export type ChainCase = {
  readonly id: string;
  /** Indexes into the pool: as the server sent it, leaf first. */
  readonly chain: readonly number[];
  /** Indexes into the pool: the only anchors. */
  readonly trust: readonly number[];
  readonly hostname: string;
  readonly hostname_kind: string;
  /** ISO 8601. */
  readonly time: string;
  readonly expected: 'ok' | 'fail';
  readonly causes: readonly string[];
  readonly tier: string;
};

/** `pool`: PEM certificates. */
export type ChainCases = { readonly pool: readonly string[]; readonly cases: readonly ChainCase[] };

/** Reads a file of chain cases. Throws an `Error` that names the file where it is no such file. */
export async function readChainCases(file: string): Promise<ChainCases> {
  const read: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!isChainCases(read))
    throw new Error(`${file} holds no chain cases: an object with "pool" and "cases" was expected`);
  return read;
}

function isChainCases(read: unknown): read is ChainCases {
  if (typeof read !== 'object' || read === null || !('pool' in read) || !('cases' in read)) return false;
  const { pool, cases } = read;
  return (
    Array.isArray(pool) && pool.every((pem) => typeof pem === 'string') && Array.isArray(cases) && cases.every(isCase)
  );
}

function isCase(one: unknown): one is ChainCase {
  if (typeof one !== 'object' || one === null) return false;
  const words = ['id', 'hostname', 'hostname_kind', 'time', 'expected', 'tier'];
  const lists = ['chain', 'trust', 'causes'];
  const fields = new Map<string, unknown>(Object.entries(one));
  return (
    words.every((key) => typeof fields.get(key) === 'string') && lists.every((key) => Array.isArray(fields.get(key)))
  );
}
