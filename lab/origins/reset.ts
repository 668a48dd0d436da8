import { createServer } from 'node:net';
import { listen, type OriginServer } from '../loopback.ts';

/** Reads the ClientHello and resets the connection, as IIS does for a name without a binding. */
export function resetOrigin(): OriginServer {
  return (host) =>
    listen(
      createServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
      host,
    );
}
