import { describe, expect, test } from '@jest/globals';
import {
  completed,
  describe as describeCertificate,
  endpoint,
  failingAddresses,
  judgeEach,
  list,
  NO_CERTIFICATE,
  partly,
  reach,
  served,
  shortName,
  speaksTls,
  told,
  where,
} from '../lambda/dials.ts';
import {
  certificate,
  completedDial,
  customConnection,
  failedDial,
  intermediate,
  listener,
  observed,
  origin,
  unavailable,
} from './evidence.ts';

const SEVEN = completedDial({ address: '203.0.113.7' });
const EIGHT = completedDial({ address: '203.0.113.8' });
const NINE = completedDial({ address: '203.0.113.9' });
const WWW = completedDial({ address: '203.0.113.7', serverName: 'www.example.com' });
const SHOP = completedDial({ address: '203.0.113.7', serverName: 'shop.example.com' });

describe('which dials fail', () => {
  test('by address, where addresses tell them apart', () => {
    const [seen, failing] = [
      [SEVEN, EIGHT, NINE],
      [EIGHT, NINE],
    ];
    expect(where(failing, seen)).toBe(' on 2 of 3 addresses');
    expect(reach(failing, seen)).toEqual({ failing: 2, seen: 3, of: ['203.0.113.8', '203.0.113.9'] });
    expect(failingAddresses(failing, seen)).toEqual(['203.0.113.8', '203.0.113.9']);
    expect(partly(failing, seen)).toBe(' Only 203.0.113.8 and 203.0.113.9 fail, so requests fail now and then.');
  });

  test('by address still, where another name is dialled on a sound address', () => {
    expect(where([EIGHT], [SEVEN, EIGHT, WWW])).toBe(' on 1 of 2 addresses');
  });

  test('by name, where a sound dial shares the address', () => {
    const seen = [SEVEN, EIGHT, WWW, SHOP];
    expect(where([WWW], seen)).toBe(' only for www.example.com');
    expect(where([WWW, SHOP], seen)).toBe(' for 2 of 3 names');
    expect(reach([WWW], seen).of).toEqual(['www.example.com']);
    expect(failingAddresses([WWW], seen)).toEqual([]);
    expect(partly([WWW], seen)).toContain('only www.example.com fails');
  });

  test('dial by dial, where neither does', () => {
    const seen = [SEVEN, EIGHT, WWW, SHOP];
    expect(reach([EIGHT, WWW], seen).of).toEqual([
      'origin.example.com at 203.0.113.8',
      'www.example.com at 203.0.113.7',
    ]);
    expect(where([EIGHT, WWW], seen)).toBe(' on 2 of 4 dials');
  });

  test('all of them: nothing to tell apart', () => {
    expect(where([SEVEN, EIGHT], [SEVEN, EIGHT])).toBe('');
    expect(partly([SEVEN], [SEVEN])).toBe('');
    expect(failingAddresses([SEVEN, EIGHT], [SEVEN, EIGHT])).toEqual([]);
    expect(reach([SEVEN, EIGHT], [SEVEN, EIGHT]).of).toEqual(['203.0.113.7', '203.0.113.8']);
    expect(reach([SEVEN], [SEVEN]).of).toEqual(['origin.example.com']);
  });
});

describe('what dials were served', () => {
  const chain = [certificate(), intermediate()];
  const dials = [
    completedDial(),
    completedDial({}, { chain: [] }),
    failedDial({ kind: 'alert', code: 40, description: 'handshake_failure', chain }),
    failedDial({ kind: 'alert', code: 40, description: 'handshake_failure' }),
    failedDial({ kind: 'timed-out', phase: 'connect' }),
  ];

  test('an alert after the certificate counts, without a path; no certificate says nothing', () => {
    const seen = served({ dials, omitted: [] });
    expect(seen.map(({ path }) => path?.kind)).toEqual(['trusted', undefined]);
    expect(completed({ dials, omitted: [] })).toHaveLength(1);
  });

  test('judged one by one: nothing seen is no acquittal', () => {
    const seen = served({ dials, omitted: [] });
    expect(judgeEach([], () => 'bad')).toBe(NO_CERTIFICATE);
    expect(judgeEach(seen, () => undefined)).toBeUndefined();
    expect(judgeEach(seen, ({ path }) => (path ? undefined : 'bad'))).toMatchObject({
      first: { fault: 'bad' },
      failing: [{ fault: 'bad' }],
      seen,
    });
  });

  test('told with the listener where it is known, and how many certificates more', () => {
    const other = completedDial({ address: '203.0.113.8' }, { chain: [certificate({ serial: 'FF' })] });
    const lines = told(served({ dials: [SEVEN, other], omitted: [] }), observed(listener()));
    expect(lines[0]).toMatch(/^Served: CN=origin\.example\.com, issued by .*, and 1 other certificate$/);
    expect(lines[1]).toMatch(
      /^By: 203\.0\.113\.7:443 and 203\.0\.113\.8:443 for origin\.example\.com, listener app\/shop\//,
    );
    expect(told(served({ dials: [SEVEN], omitted: [] }), unavailable())[1]).toBe(
      'By: 203.0.113.7:443 for origin.example.com',
    );
    expect(told([])).toEqual([]);
  });
});

describe('words', () => {
  test('lists stay short', () => {
    expect(list([])).toBe('');
    expect(list(['a'])).toBe('a');
    expect(list(['a', 'b', 'c'])).toBe('a, b and c');
    expect(list(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a, b, c, d and 2 more');
  });

  test('endpoints, IPv6 in brackets', () => {
    expect(endpoint({ address: '203.0.113.7', port: 443 })).toBe('203.0.113.7:443');
    expect(endpoint({ address: '2001:db8::7', port: 8443 })).toBe('[2001:db8::7]:8443');
  });

  test('a long certificate is told in a line of bounded length', () => {
    const long = 'CN='.concat('x'.repeat(300));
    expect(describeCertificate({ subject: long, issuer: long, serial: 'F'.repeat(80) }).length).toBeLessThan(210);
    expect(shortName('O=Example, CN=Example CA 2, C=US')).toBe('Example CA 2');
    expect(shortName('O=Example')).toBe('O=Example');
  });

  test('whether TLS is spoken at all', () => {
    const http = origin({ connection: customConnection({ protocolPolicy: 'http-only' }) });
    expect(speaksTls({ origin: http })).toBe(false);
    expect(speaksTls({ origin: origin({ connection: { type: 's3' } }) })).toBe(true);
    expect(speaksTls({ origin: origin({ connection: customConnection({ protocolPolicy: 'match-viewer' }) }) })).toBe(
      true,
    );
  });
});
