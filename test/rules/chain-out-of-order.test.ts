import { describe, expect, test } from '@jest/globals';
import { chainIncomplete } from '../../lambda/rules/chain-incomplete.ts';
import { chainOutOfOrder as rule } from '../../lambda/rules/chain-out-of-order.ts';
import {
  certificate,
  completedDial,
  failedDial,
  finding,
  handshakes,
  intermediate,
  originEvidence,
  trusted,
  verdict,
} from '../evidence.ts';

const UPPER = intermediate({ subject: 'CN=Example Policy CA', commonName: 'Example Policy CA' });
const CHAIN = [certificate(), UPPER, intermediate()];
const dial = completedDial({ address: '203.0.113.8' }, { chain: CHAIN, path: trusted([0, 2, 1]) });

describe('chain-out-of-order', () => {
  test('found, as likely and as a last resort: the sources disagree', () => {
    const said = verdict(rule, originEvidence({ handshakes: handshakes(dial) }));
    expect(rule.lastResort).toBe(true);
    expect(said).toMatchObject({ kind: 'found', leads: true, finding: { certainty: 'likely' } });
    const found = finding(rule, originEvidence({ handshakes: handshakes(dial) }));
    expect(found.evidence.at(-1)).toBe('Should follow the leaf: Example Public CA 2 and Example Policy CA');
    expect(found.references.join()).toContain('s2n-tls');
  });

  test('ruled out: in order, whatever else is sent between', () => {
    const inOrder = completedDial({}, { chain: [...CHAIN], path: trusted([0, 1, 2]) });
    const stray = completedDial(
      {},
      { chain: [certificate(), certificate({ serial: 'AA' }), UPPER], path: trusted([0, 2]) },
    );
    expect(verdict(rule, originEvidence({ handshakes: handshakes(inOrder, stray) })).kind).toBe('ruled-out');
  });

  test('not an incomplete chain, nor the other way round', () => {
    expect(verdict(chainIncomplete, originEvidence({ handshakes: handshakes(dial) })).kind).toBe('ruled-out');
    const short = completedDial({}, { path: { kind: 'incomplete', missingIssuer: 'CN=X', at: 1 } });
    expect(verdict(rule, originEvidence({ handshakes: handshakes(short) })).kind).toBe('ruled-out');
  });

  test('partial and unseen', () => {
    const found = finding(rule, originEvidence({ handshakes: handshakes(completedDial(), dial) }));
    expect(found.title).toBe(
      'The certificate chain on origin.example.com is sent in the wrong order on 1 of 2 addresses',
    );
    const none = handshakes(failedDial({ kind: 'closed', phase: 'handshake' }));
    expect(verdict(rule, originEvidence({ handshakes: none })).kind).toBe('not-judged');
  });
});
