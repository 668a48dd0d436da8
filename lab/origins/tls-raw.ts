import type { TLSSocket } from 'node:tls';
import { createServer } from 'node:tls';
import type { Issued } from '../authority.ts';
import { listen, type OriginServer } from '../loopback.ts';

/** A sound handshake, and then whatever `onRequest` makes of the bytes that come; it may be called more than once. */
export function rawTlsOrigin(chain: readonly Issued[], onRequest: (socket: TLSSocket) => void): OriginServer {
  return (host) => {
    const material = { cert: chain.map(({ pem }) => pem).join(''), key: chain[0]?.keyPem };
    const server = createServer(material, (socket) => {
      socket.on('error', () => {});
      socket.on('data', () => onRequest(socket));
    });
    return listen(server, host);
  };
}
