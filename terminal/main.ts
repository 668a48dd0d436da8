import { readFile, writeFile } from 'node:fs/promises';
import type { Engine } from './engine.ts';
import type { Io } from './io.ts';
import { run } from './run.ts';

/** What the shell reports of a program that Ctrl-C ended: 128 and the signal's number. */
const INTERRUPTED = 130;

/** What is read of a file at most; an alarm event or saved evidence is far smaller. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** The program on the real process: Ctrl-C ends it at once, a reader that goes away ends it in silence, the SDK keeps its news to itself. */
export async function main(engine: Engine, version: string): Promise<void> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const abort = new AbortController();
  process.once('SIGINT', () => {
    abort.abort();
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K');
    process.exit(INTERRUPTED);
  });
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreGoneReader);
  const io: Io = { stdout: process.stdout, stderr: process.stderr, env: process.env, readText, writeText: writeFile };
  const status = await run(process.argv.slice(2), { io, engine, version, signal: abort.signal });
  await drained(process.stdout);
  process.exit(status);
}

function ignoreGoneReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Waits until everything written has left, or cannot; connections that are kept alive must not keep the program. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}

async function readText(path: string): Promise<string> {
  if (path !== '-') return bounded(await readFile(path));
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    chunks.push(part);
    if (bytes > MAX_FILE_BYTES) break;
  }
  return bounded(Buffer.concat(chunks));
}

function bounded(bytes: Buffer): string {
  if (bytes.length > MAX_FILE_BYTES) throw new Error(`larger than ${MAX_FILE_BYTES} bytes`);
  return bytes.toString('utf8');
}
