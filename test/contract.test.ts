import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Grant, LOG_READS, RESPONDER_MEMBERS, RESPONDER_READS, RESPONDER_WRITES } from '../lambda/contract.ts';

const LAMBDA = join(__dirname, '..', 'lambda');
const SDK = join(LAMBDA, 'gather', 'sdk');

/** Where writing comes in: one file for each AWS client. */
const WRITERS = ['dynamodb.ts', 'scheduler.ts', 'sns.ts'];

/** The command classes that a file hands out, by its text. */
function commandsIn(file: string): string[] {
  const [, names = ''] = /^export \{([^}]*)\} from '@aws-sdk\//m.exec(readFileSync(file, 'utf8')) ?? [];
  return names.split(',').flatMap((name) => /^\s*(\w+Command)\s*$/.exec(name)?.[1] ?? []);
}

/** Services whose actions are not named after their operations. */
const OTHER_ACTIONS: Readonly<Record<string, string>> = { GetDomainNameCommand: 'GET' };

const commandsOf = (grants: readonly Grant[]) => grants.map(({ command }) => command).sort();

/** Every source file under a folder. */
function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

describe('the contract of permissions', () => {
  test('what may be read is what can be asked, both ways', () => {
    const asked = readdirSync(SDK).flatMap((name) => commandsIn(join(SDK, name)));
    expect(asked.length).toBeGreaterThan(0);
    expect(commandsOf([...RESPONDER_READS, ...LOG_READS, ...RESPONDER_MEMBERS])).toEqual([...new Set(asked)].sort());
  });

  test('what may be written is what can be sent, both ways', () => {
    const sent = WRITERS.flatMap((name) => commandsIn(join(LAMBDA, 'keep', name)));
    expect(commandsOf(RESPONDER_WRITES)).toEqual(sent.sort());
  });

  test('every command is used, and the SDK comes in by these doors only', () => {
    const code = sources(LAMBDA).filter(
      (file) => !file.startsWith(SDK) && !WRITERS.includes(basename(file)) && !file.endsWith('contract.ts'),
    );
    const text = code.map((file) => readFileSync(file, 'utf8')).join('\n');
    const unused = [...RESPONDER_READS, ...LOG_READS, ...RESPONDER_MEMBERS, ...RESPONDER_WRITES].filter(
      ({ command }) => !new RegExp(`\\b${command}\\(`).test(text),
    );
    expect(unused.map(({ command }) => command)).toEqual([]);
    expect(text.match(/^(?:import (?!type )|export ).*'@(?:aws-sdk|smithy)\/.*/gm) ?? []).toEqual([]);
    expect(text.match(/await import\('@(?:aws-sdk|smithy)\/.*/g) ?? []).toEqual([]);
  });

  test.each([...RESPONDER_READS, ...LOG_READS, ...RESPONDER_MEMBERS, ...RESPONDER_WRITES])(
    '$command is granted as one action, no wildcard',
    ({ command, action }) => {
      expect(action).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
      expect(action.split(':')[1]).toBe(OTHER_ACTIONS[command] ?? command.replace(/Command$/, ''));
    },
  );

  test('composite alarms are seen only by a grant over every resource', () => {
    const grant = RESPONDER_READS.find(({ command }) => command === 'DescribeAlarmsCommand');
    expect(grant?.resource).toBe('*');
  });
});
