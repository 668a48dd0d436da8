import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_CERTIFICATES, readServerFlight } from '../../lambda/tls/wire.ts';
import { type Issued, issueChain, keyOf } from './authority.ts';
import { certificateMessage, message, type Recorded, record, recordFlight, SERVER_HELLO_12 } from './flight.ts';

let chain: readonly Issued[];
let older: Recorded;
let newer: Recorded;

beforeAll(async () => {
  const { leaf, upper, lower } = await issueChain();
  chain = [leaf, upper, lower];
  const options = { key: await keyOf(leaf), cert: chain.map(({ pem }) => pem).join('\n'), requestCert: true };
  const lenient = { ...options, rejectUnauthorized: false };
  older = await recordFlight({ ...lenient, maxVersion: 'TLSv1.2' });
  newer = await recordFlight({ ...lenient, minVersion: 'TLSv1.3', ecdhCurve: 'P-384' });
});

const ders = () => chain.map(({ der }) => der);

describe('a recorded flight', () => {
  test('of TLS 1.2', () => {
    const flight = readServerFlight(older.inbound);
    expect(flight).toMatchObject({ protocol: 'TLSv1.2', tls: true, alerts: [], clientCertificateRequested: true });
    expect(flight.certificates).toEqual(ders());
    expect(flight.malformed).toBeUndefined();
  });

  test('of TLS 1.3, after a HelloRetryRequest', () => {
    const flight = readServerFlight(newer.inbound, newer.secret);
    expect(flight).toMatchObject({ protocol: 'TLSv1.3', tls: true, alerts: [], clientCertificateRequested: true });
    expect(flight.certificates).toEqual(ders());
  });

  test('of TLS 1.3 without the secret, or with a wrong one, shows the hello only', () => {
    for (const secret of [undefined, Buffer.alloc(32), Buffer.alloc(0)]) {
      expect(readServerFlight(newer.inbound, secret)).toMatchObject({ protocol: 'TLSv1.3', certificates: [] });
    }
  });

  test('cut at any byte never throws, and never tells a certificate that was not sent', () => {
    for (const { inbound, secret } of [older, newer]) {
      for (let end = 0; end <= inbound.length; end += 1) {
        const { certificates, tls } = readServerFlight(inbound.subarray(0, end), secret);
        expect(tls).toBe(end > 0);
        expect([0, chain.length]).toContain(certificates.length);
      }
    }
  });

  test('with any bit flipped never throws', () => {
    const flips = fc.tuple(fc.boolean(), fc.nat(), fc.integer({ min: 0, max: 7 }));
    fc.assert(
      fc.property(flips, ([isOlder, at, bit]) => {
        const { inbound, secret } = isOlder ? older : newer;
        const bytes = Buffer.from(inbound);
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
        expect(readServerFlight(bytes, secret).certificates.length).toBeLessThanOrEqual(MAX_CERTIFICATES);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('records and messages', () => {
  const flight = () => Buffer.concat([SERVER_HELLO_12, certificateMessage(ders()), message(14, Buffer.alloc(0))]);

  test('several messages in one record, or one message in many', () => {
    const whole = readServerFlight(record(22, flight()));
    const bytes = Array.from(flight(), (byte) => record(22, Buffer.from([byte])));
    const apart = readServerFlight(Buffer.concat(bytes));
    expect(whole.certificates).toEqual(ders());
    expect(apart).toEqual(whole);
  });

  test('alerts by number, after what came before', () => {
    const bytes = Buffer.concat([record(22, flight()), record(21, Buffer.from([2, 40]))]);
    expect(readServerFlight(bytes)).toMatchObject({ alerts: [{ level: 2, code: 40 }], protocol: 'TLSv1.2' });
    expect(readServerFlight(bytes).certificates).toEqual(ders());
  });

  test('what follows the change of cipher is not read', () => {
    const bytes = Buffer.concat([record(22, flight()), record(20, Buffer.from([1])), record(21, Buffer.from([2, 40]))]);
    expect(readServerFlight(bytes).alerts).toEqual([]);
  });

  test('a flood of tiny records costs no more than its bytes', () => {
    const promise = message(2, Buffer.alloc(0)).fill(0xff, 1);
    const tiny = Array.from(Buffer.concat([promise, Buffer.alloc(40_000)]), (byte) => record(22, Buffer.from([byte])));
    const start = performance.now();
    expect(readServerFlight(Buffer.concat(tiny)).certificates).toEqual([]);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test('certificates and alerts are bounded', () => {
    const many = Array.from({ length: 5_000 }, () => Buffer.from([0x30, 0]));
    const alerts = Array.from({ length: 500 }, () => record(21, Buffer.from([1, 112])));
    const body = Buffer.concat([SERVER_HELLO_12, certificateMessage(many)]);
    const records = [body.subarray(0, 16_000), body.subarray(16_000)].map((part) => record(22, part));
    const read = readServerFlight(Buffer.concat([...records, ...alerts]));
    expect(read.certificates.length).toBe(MAX_CERTIFICATES);
    expect(read.alerts.length).toBe(16);
  });

  test.each<[string, Uint8Array]>([
    ['no record', Buffer.from('HTTP/1.1 400 Bad Request\r\n')],
    ['a record too long', Buffer.from([22, 3, 3, 0xff, 0xff, 0])],
    ['an empty hello', record(22, message(2, Buffer.alloc(0)))],
    ['a hello that breaks off', record(22, message(2, Buffer.alloc(36, 255)))],
    [
      'a list longer than its message',
      record(22, Buffer.concat([SERVER_HELLO_12, message(11, Buffer.from([0, 0, 9]))])),
    ],
    [
      'a certificate longer than its list',
      record(22, Buffer.concat([SERVER_HELLO_12, message(11, Buffer.from([0, 0, 4, 0, 0, 9, 1]))])),
    ],
  ])('%s is malformed, and says how', (_name, bytes) => {
    const { malformed, certificates } = readServerFlight(bytes);
    expect(malformed).toMatch(/^a .*/);
    expect(certificates).toEqual([]);
  });

  test('whether the first bytes look like TLS', () => {
    expect(readServerFlight(new Uint8Array()).tls).toBe(false);
    expect(readServerFlight(Buffer.from('SSH-2.0')).tls).toBe(false);
    expect(readServerFlight(Buffer.from([22])).tls).toBe(true);
    expect(readServerFlight(Buffer.from([22, 9])).tls).toBe(false);
  });

  test('any bytes at all never throw', () => {
    const bytes = fc.uint8Array({ maxLength: 400 });
    const records = fc
      .array(fc.tuple(fc.integer({ min: 20, max: 23 }), fc.uint8Array({ maxLength: 80 })))
      .map((all) => Buffer.concat(all.map(([type, body]) => record(type, body))));
    const messages = fc
      .array(fc.tuple(fc.constantFrom(2, 11, 13, 20), fc.uint8Array({ maxLength: 80 })))
      .map((all) => record(22, Buffer.concat([SERVER_HELLO_12, ...all.map(([type, body]) => message(type, body))])));
    fc.assert(
      fc.property(fc.oneof(bytes, records, messages), fc.uint8Array({ maxLength: 48 }), (inbound, secret) => {
        expect(readServerFlight(inbound, secret).certificates.length).toBeLessThanOrEqual(MAX_CERTIFICATES);
      }),
      { numRuns: 2_000 },
    );
  });
});
