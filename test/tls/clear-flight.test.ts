import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ClearFlight } from '../../lambda/tls/clear-flight.ts';
import { certificateMessage, message, record, SERVER_HELLO_12 } from './flight.ts';

const DONE = message(14, Buffer.alloc(0));
const begun = Buffer.concat([SERVER_HELLO_12, certificateMessage([Buffer.alloc(300, 48)])]);

describe('an answer in the clear', () => {
  test('is over with ServerHelloDone and not before, however it is cut', () => {
    const bytes = Buffer.concat([record(22, begun), record(22, DONE)]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (sizes) => {
        const flight = new ClearFlight();
        let at = 0;
        for (let turn = 0; at < bytes.length; turn += 1) {
          const end = Math.min(bytes.length, at + (sizes[turn % sizes.length] ?? 1));
          expect(flight.isOver(bytes.subarray(at, end))).toBe(end === bytes.length);
          at = end;
        }
      }),
      { numRuns: 50 },
    );
  });

  test('is over with an alert, with what is no handshake, and with what is no TLS', () => {
    for (const end of [record(21, Buffer.of(2, 40)), record(23, Buffer.alloc(9)), Buffer.from('SSH-2.0-server')]) {
      const flight = new ClearFlight();
      expect(flight.isOver(record(22, begun))).toBe(false);
      expect(flight.isOver(end)).toBe(true);
    }
  });

  test('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 20 }), (pieces) => {
        const flight = new ClearFlight();
        for (const piece of pieces) expect(typeof flight.isOver(Buffer.from(piece))).toBe('boolean');
      }),
    );
  });
});
