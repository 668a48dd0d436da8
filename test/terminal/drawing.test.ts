import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HandshakeOutcome } from '../../lambda/model/handshake.ts';
import { paint } from '../../terminal/colour.ts';
import { drawing } from '../../terminal/drawing.ts';
import { healthy, renewal } from '../report/diagnoses.ts';
import { completed, dial, look, observed } from '../report/scene.ts';

const STYLE = { paint: paint(false), unicode: true };

const [first] = healthy.evidence.origins;
if (!first) throw new Error('the fixture has an origin');
const { origin } = first;

const BY_HAND: HandshakeOutcome = {
  kind: 'completed',
  byHand: true,
  protocol: 'TLSv1.2',
  cipher: 'DES-CBC3-SHA',
  chain: [],
  path: { kind: 'trusted', paths: [] },
  clientCertificateRequested: false,
};

/** The drawing's lines below the first, for one origin of these dials. */
function drawn(outcome: HandshakeOutcome, serverName = origin.domainName, address = '203.0.113.7'): string[] {
  const evidence = { ...healthy.evidence, origins: [look(origin, [dial(address, serverName, outcome)])] };
  return drawing(healthy.diagnosis, evidence, STYLE).split('\n').slice(2);
}

describe('the end of a path', () => {
  test.each<[HandshakeOutcome, string]>([
    [completed(), '   └─ 203.0.113.7:443 ✓ TLSv1.3'],
    [BY_HAND, '   └─ 203.0.113.7:443 ? TLSv1.2, DES-CBC3-SHA: not completed'],
    [{ kind: 'connected' }, '   └─ 203.0.113.7:443 ✓ connected'],
    [
      { kind: 'alert', code: 40, description: 'handshake_failure' },
      '   └─ 203.0.113.7:443 ? TLS alert 40 handshake_failure',
    ],
    [{ kind: 'timed-out', phase: 'connect' }, '   └─ 203.0.113.7:443 ? timed-out (connect)'],
    [{ kind: 'refused' }, '   └─ 203.0.113.7:443 ? refused'],
    [{ kind: 'not-dialled', reason: 'loopback' }, '   └─ 203.0.113.7:443 ? not-dialled: loopback'],
  ])('%j', (outcome, line) => {
    expect(drawn(outcome)).toEqual([line]);
  });

  test('says the name where it is not the origin’s own, and puts IPv6 in brackets', () => {
    expect(drawn(completed(), 'www.shop.example', '2001:db8::7')).toEqual([
      '   └─ [2001:db8::7]:443 as www.shop.example ✓ TLSv1.3',
    ]);
  });

  test('a finding marks the dials that it names, and those alone', () => {
    const lines = drawing(renewal.diagnosis, renewal.evidence, STYLE).split('\n');
    expect(lines.find((line) => line.includes('198.51.100.4'))).toContain('✗ certificate expired');
    expect(lines.find((line) => line.includes('198.51.100.5'))).toContain('✓');
  });

  test('a name that leads nowhere is where the path breaks', () => {
    const resolution = observed({
      kind: 'not-found' as const,
      name: origin.domainName,
      cnames: ['gone.example'],
      at: 'gone.example',
      why: 'no-such-name' as const,
    });
    const handshakes = { status: 'not-applicable' as const, reason: 'there is no address to dial' };
    const evidence = { ...healthy.evidence, origins: [look(origin, [], { resolution, handshakes })] };
    expect(drawing(healthy.diagnosis, evidence, STYLE).split('\n').slice(1)).toEqual([
      '└─ origin.shop.example → gone.example',
      '   └─ ✗ gone.example has no address in DNS',
    ]);
  });
});

test('stays on one screen of 80 columns, the broken ones first, whatever there is', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('\n', '\u001b[2J', 'x'.repeat(500)),
  );
  const outcomes = fc.constantFrom<HandshakeOutcome>(completed(), { kind: 'refused' });
  const origins = fc.array(
    fc.tuple(word, fc.array(fc.tuple(word, word, outcomes), { maxLength: 20 })).map(([name, dials]) =>
      look(
        { ...origin, id: name, domainName: name },
        dials.map(([address, serverName, outcome]) => dial(address, serverName, outcome)),
      ),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(origins, word, fc.boolean(), (some, id, unicode) => {
      const subject = { kind: 'distribution' as const, id };
      const text = drawing(
        { ...healthy.diagnosis, subject },
        { ...healthy.evidence, origins: some },
        { ...STYLE, unicode },
      );
      const lines = text.split('\n');
      expect(lines.length).toBeLessThanOrEqual(24);
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(80);
      expect(text).not.toMatch(unicode ? /(?!\n)\p{Cc}|\p{Cf}/u : /[^\n -~]/);
    }),
  );
});
