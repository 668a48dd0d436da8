import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCertificate } from '../lambda/tls/certificate.ts';
import { covers } from '../lambda/tls/names.ts';
import { obstruction } from '../lambda/tls/obstacles.ts';
import { findPath, parseAnchors } from '../lambda/tls/path.ts';
import type { ChainCase } from './chain-cases.ts';

/** Whether a chain is accepted, and if not, why. */
export type ChainVerdict = { readonly accepted: boolean; readonly why: string };

/** What the responder makes of a chain: path, names, dates and constraints. */
export function ourVerdict(one: ChainCase, pool: readonly string[]): ChainVerdict {
  const read = pems(one.chain, pool).map((pem) => readCertificate(derOf(pem), [one.hostname]));
  const chain = read.flatMap((certificate) => certificate ?? []);
  const [leaf] = chain;
  if (!leaf || chain.length < read.length) return { accepted: false, why: 'a certificate cannot be read' };
  const certificates = chain.map(({ certificate }) => certificate);
  const path = findPath(
    chain.map(({ x509 }) => x509),
    parseAnchors(pems(one.trust, pool)),
  );
  if (path.kind !== 'trusted') return { accepted: false, why: path.kind };
  const blocked = obstruction(certificates, path, one.time);
  if (blocked) return { accepted: false, why: blocked.obstacles.map(({ kind, at }) => `${kind} at ${at}`).join(', ') };
  const named = covers(leaf.certificate, one.hostname);
  return { accepted: named, why: named ? '' : 'name' };
}

/** What `openssl verify` makes of it, for a server of that name at that time; undefined where it is not installed. `folder` is for its files. */
export function opensslVerdict(one: ChainCase, pool: readonly string[], folder: string): ChainVerdict | undefined {
  const [leaf = '', ...others] = pems(one.chain, pool);
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const name = one.hostname_kind === 'IP' ? '-verify_ip' : '-verify_hostname';
  const { status, stderr, error } = spawnSync(
    'openssl',
    [
      ...['verify', '-purpose', 'sslserver', '-no-CApath', '-no-CAstore', name, one.hostname],
      ...['-attime', String(Math.floor(Date.parse(one.time) / 1000))],
      ...['-CAfile', file('trust.pem', pems(one.trust, pool).join('\n'))],
      ...(others.length > 0 ? ['-untrusted', file('chain.pem', others.join('\n'))] : []),
      file('leaf.pem', leaf),
    ],
    { encoding: 'utf8', timeout: 20_000 },
  );
  if (error && 'code' in error && error.code === 'ENOENT') return undefined;
  return { accepted: status === 0, why: /error \d+ at .*/.exec(stderr)?.[0] ?? stderr.split('\n')[0] ?? '' };
}

function pems(indexes: readonly number[], pool: readonly string[]): string[] {
  return indexes.map((index) => pool[index] ?? '');
}

/** The bytes, whatever is in them. */
function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
}
