import { describe, expect, test } from '@jest/globals';
import { chainWithExtras as rule } from '../../lambda/rules/chain-with-extras.ts';
import {
  certificate,
  completedDial,
  finding,
  handshakes,
  intermediate,
  originEvidence,
  trusted,
  verdict,
} from '../evidence.ts';

const other = intermediate({ subject: 'CN=Other CA', serial: 'FF' });
const root = intermediate({ subject: 'CN=Example Root', selfSigned: true });
const dial = (chain: readonly ReturnType<typeof certificate>[], path = trusted()) =>
  originEvidence({ handshakes: handshakes(completedDial({}, { chain, path })) });

describe('chain-with-extras', () => {
  test('a warning, never a cause: which ones', () => {
    const evidence = dial([certificate(), intermediate(), other, root], trusted([0, 1, 3]));
    expect(verdict(rule, evidence)).toMatchObject({ kind: 'found', leads: false });
    expect(finding(rule, evidence).title).toBe(
      'origin.example.com sends certificates that no client needs: Other CA and Example Root',
    );
  });

  test('not a certificate sent twice, not one that a second path passes, not a chain that is not trusted', () => {
    expect(verdict(rule, dial([certificate(), intermediate(), intermediate()])).kind).toBe('ruled-out');
    const [one, two] = [trusted([0, 1]), trusted([0, 2])];
    if (one.kind !== 'trusted' || two.kind !== 'trusted') throw new Error('both are trusted');
    const both = { kind: 'trusted' as const, paths: [...one.paths, ...two.paths] };
    expect(verdict(rule, dial([certificate(), intermediate(), other], both)).kind).toBe('ruled-out');
    expect(verdict(rule, dial([certificate(), other], { kind: 'self-signed' })).kind).toBe('ruled-out');
  });
});
