import { diagnose } from '../../lambda/diagnose.ts';
import { report } from '../../lambda/report/report.ts';
import type { Engine } from '../../terminal/engine.ts';
import type { Io, Stream } from '../../terminal/io.ts';
import { run } from '../../terminal/run.ts';
import type { Case } from '../report/diagnoses.ts';

/** A stream that remembers. */
export function captured(more: Partial<Stream> = {}): Stream & { text(): string } {
  let all = '';
  return {
    write: (text) => {
      all += text;
    },
    text: () => all,
    ...more,
  };
}

/** Terminal and locale of a run. */
export type Setting = {
  readonly tty?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
};

/** What a run left behind. */
export type Outcome = {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  readonly written: Readonly<Record<string, string>>;
};

/** An engine that answers everything with one case and tells of two things it does. */
export function engineOf({ diagnosis, evidence }: Case): Engine {
  return {
    examineOrigin: async (_options, _world, _signal, tell) => {
      tell('looking up origin.shop.example');
      tell('dialling 2 addresses');
      return evidence;
    },
    examineDistribution: async (_id, _world, _signal, tell) => {
      tell('reading the distribution');
      return evidence;
    },
    examineEvent: async () => [evidence],
    diagnose: (seen) => (seen.distribution.status === 'observed' ? diagnosis : diagnose(seen, [])),
    report,
  };
}

/** Runs a command line against an engine, with captured streams. */
export async function ran(argv: readonly string[], engine: Engine, setting: Setting = {}): Promise<Outcome> {
  const { tty = false, env = { LANG: 'en_GB.UTF-8' }, files = {} } = setting;
  const stdout = captured({ isTTY: tty, columns: 80 });
  const stderr = captured({ isTTY: tty, columns: 80 });
  const written: Record<string, string> = {};
  const io: Io = {
    stdout,
    stderr,
    env,
    readText: async (path) => {
      const text = Object.hasOwn(files, path) ? files[path] : undefined;
      if (text === undefined) throw new Error('ENOENT: no such file');
      return text;
    },
    writeText: async (path, text) => {
      if (path.startsWith('/forbidden')) throw new Error('EACCES: permission denied');
      written[path] = text;
    },
  };
  const signal = new AbortController().signal;
  const status = await run(argv, { io, engine, version: '1.2.3', signal });
  return { status, out: stdout.text(), err: stderr.text(), written };
}
