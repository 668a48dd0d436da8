import { createServer } from 'node:net';
import { listen, type OriginServer } from '../loopback.ts';

/** Answers the ClientHello with these bytes and hangs up, or stays: neither TLS nor anything else that has a name. */
export function garbageOrigin(
  bytes: Uint8Array = Buffer.from('00ff13371badf00d0a0a', 'hex'),
  then: 'hang-up' | 'stay' = 'hang-up',
): OriginServer {
  return (host) =>
    listen(
      createServer((socket) => socket.once('data', () => (then === 'stay' ? socket.write(bytes) : socket.end(bytes)))),
      host,
    );
}
