import { spawn } from 'node:child_process';

/** What another tool made of a server. `words`: its own, one line; undefined where it is not installed. */
export type ToolVerdict = { readonly words: string; readonly tookMs: number };

/** What a tool is shown: a server on loopback, the name to ask for, and a file with the roots to trust. */
export type Shown = { readonly port: number; readonly name: string; readonly roots: string };

export type Tool = {
  readonly name: string;
  arguments(shown: Shown): readonly string[];
  words(output: string, status: number | null): string;
};

/** Longer than any of them needs for a server that answers. */
const PATIENCE_MS = 60_000;

const openssl: Tool = {
  name: 'openssl',
  arguments: ({ port, name, roots }) => [
    ...['s_client', '-brief', '-connect', `127.0.0.1:${port}`, '-CAfile', roots, '-verify_return_error'],
    ...(name ? ['-servername', name, '-verify_hostname', name] : ['-noservername']),
  ],
  words: (output, status) =>
    /verify error:num=\d+:(.*)/.exec(output)?.[1] ??
    /:error:[0-9A-F]+:[^:\n]*:[^:\n]*:([^:\n]+)/.exec(output)?.[1] ??
    (status === 0 && /Verification: OK/.test(output) ? 'ok' : (/errno=\d+/.exec(output)?.[0] ?? 'failed, no reason')),
};

const sslscan: Tool = {
  name: 'sslscan',
  arguments: ({ port, name }) => [
    ...['--no-colour', '--no-heartbleed', '--no-fallback', '--connect-timeout=5', '--timeout=5'],
    ...(name ? [`--sni-name=${name}`] : []),
    `127.0.0.1:${port}`,
  ],
  words: (output) => {
    const error = /ERROR: (.*)/.exec(output)?.[1];
    const after = /Not valid after: +(.*)/.exec(output)?.[1]?.trim();
    const versions = [...output.matchAll(/^(\S+) +enabled$/gm)].map(([, version]) => version);
    return error ?? `${versions.join(' ') || 'no version'}${after ? `, until ${after}` : ', no certificate'}`;
  },
};

const testssl: Tool = {
  name: 'testssl',
  arguments: ({ port, name, roots }) => [
    ...['--quiet', '--color', '0', '--warnings', 'off', '--openssl-timeout', '5', '--connect-timeout', '5'],
    ...['--add-ca', roots, '--server-defaults', '--ip', '127.0.0.1', `${name || 'localhost'}:${port}`],
  ],
  words: (output) => {
    const bad = [...output.matchAll(/NOT ok[^\n]*|expired[^\n]*|doesn't seem[^\n]*|Fatal error:[^\n]*/gi)];
    const words = bad.map(([one]) => one.trim()).filter((one) => !one.includes('neither CRL nor OCSP'));
    return words.join('; ') || 'ok';
  },
};

/** The tools that people reach for first. */
export const TOOLS: readonly Tool[] = [openssl, sslscan, testssl];

/** Runs one tool; undefined where it is not installed. */
export async function ask(tool: Tool, shown: Shown): Promise<ToolVerdict | undefined> {
  const started = performance.now();
  const child = spawn(tool.name, tool.arguments(shown), { stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE_MS });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
  const status = await new Promise<number | null | undefined>((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', resolve);
  });
  if (status === undefined) return undefined;
  const tookMs = performance.now() - started;
  const words = child.killed ? 'no end within a minute' : tool.words(output, status).replaceAll(/\s+/g, ' ').trim();
  return { words, tookMs };
}
