import { createServer } from 'node:net';
import { listen, type OriginServer } from '../loopback.ts';

/** Closes politely: at once, or after it has read the ClientHello. */
export function closingOrigin(when: 'at-once' | 'after-hello'): OriginServer {
  return (host) =>
    listen(
      createServer((socket) => {
        if (when === 'at-once') socket.end();
        else socket.once('data', () => socket.end());
      }),
      host,
    );
}
