import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { LOG_READS, RESPONDER_MEMBERS, RESPONDER_READS, RESPONDER_WRITES } from '../lambda/contract.ts';

const root = join(__dirname, '..');
const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');

/** Files of a room that send commands, those that only hand them out left aside. */
function files(room: string): string[] {
  return readdirSync(join(root, 'lambda', room))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `lambda/${room}/${name}`);
}

/** Each action with the files that need it, as the code has it. */
function needed(): string[] {
  const code = [...files('gather'), ...files('keep')].map(
    (file) => [file, readFileSync(join(root, file), 'utf8')] as const,
  );
  return [...RESPONDER_READS, ...LOG_READS, ...RESPONDER_MEMBERS, ...RESPONDER_WRITES].map(
    ({ command, action, resource }) => {
      const sending = code
        .filter(([, text]) => new RegExp(`\\b${command}\\(`).test(text))
        .map(([file]) => `\`${file}\``);
      return `| \`${action}\` | \`${resource}\` | ${sending.sort().join(', ')} |`;
    },
  );
}

describe('docs/security.md', () => {
  test('lists every action with its resource and the file that needs it, all and only these', () => {
    const rows = page.split('\n').filter((line) => /^\| `[a-z0-9]+:[A-Z]/.test(line));
    expect(rows.toSorted()).toEqual(needed().sort());
  });

  test('names only files that exist', () => {
    const named = [...page.matchAll(/`((?:lambda|test|lib)\/[\w./-]+)`/g)].map(([, name = '']) => name);
    const missing = named.filter((name) => {
      try {
        return name.endsWith('/')
          ? readdirSync(join(root, name)).length === 0
          : readFileSync(join(root, name)).length === 0;
      } catch {
        return true;
      }
    });
    expect(missing).toEqual([]);
  });

  test('a key of the account’s own admits every service that writes, and EventBridge without a condition', () => {
    const [, json = '[]'] = /```json\n(\[[\s\S]*?\])\n```/.exec(page) ?? [];
    const statements: { Principal: { Service?: string }; Action: string | string[]; Condition?: object }[] =
      JSON.parse(json);
    const of = (service: string) => statements.find(({ Principal }) => Principal.Service === service);
    for (const service of ['events.amazonaws.com', 'cloudwatch.amazonaws.com', 'logs.us-east-1.amazonaws.com']) {
      expect(of(service)?.Action).toEqual(expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey']));
    }
    expect(of('events.amazonaws.com')?.Condition).toBeUndefined();
    expect(of('cloudwatch.amazonaws.com')?.Condition).toBeDefined();
  });
});
