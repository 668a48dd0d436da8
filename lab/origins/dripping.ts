import { createServer } from 'node:net';
import { listen, type OriginServer } from '../loopback.ts';

/** The head of a ServerHello that announces more than ever comes. */
const HEAD = Buffer.of(0x16, 0x03, 0x03, 0x40, 0x00, 0x02, 0x00, 0x3f, 0xfc);

/** Answers the ClientHello one byte at a time, with `everyMs` between them, and never comes to an end. */
export function drippingOrigin(everyMs: number): OriginServer {
  return (host) =>
    listen(
      createServer((socket) => {
        let sent = 0;
        socket.resume();
        const drip = setInterval(() => {
          socket.write(HEAD.subarray(sent, sent + 1).length > 0 ? HEAD.subarray(sent, sent + 1) : Buffer.of(0));
          sent += 1;
        }, everyMs);
        socket.on('close', () => clearInterval(drip));
      }),
      host,
    );
}
