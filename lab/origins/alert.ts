import { createServer } from 'node:net';
import { listen, type OriginServer } from '../loopback.ts';

/** Answers the ClientHello with a fatal alert and closes. `code`: RFC 8446 section 6, e.g. 80 for internal_error. */
export function alertOrigin(code: number): OriginServer {
  const record = Buffer.of(0x15, 0x03, 0x03, 0x00, 0x02, 0x02, code);
  return (host) =>
    listen(
      createServer((socket) => socket.once('data', () => socket.end(record))),
      host,
    );
}
