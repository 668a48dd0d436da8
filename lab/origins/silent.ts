import { createServer } from 'node:net';
import { listen, type OriginServer } from '../loopback.ts';

/** Accepts the connection, reads whatever comes, and never says a word. */
export function silentOrigin(): OriginServer {
  return (host) =>
    listen(
      createServer((socket) => socket.resume()),
      host,
    );
}
