import { connect, createServer, type Socket } from 'node:net';
import type { Issued } from '../authority.ts';
import { listen, type OriginServer } from '../loopback.ts';
import { type TlsOrigin, tlsOrigin } from './tls.ts';

/**
 * Serves the names that it knows and turns every other away as it is told: with an alert of this number, as Caddy does (80),
 * with a reset, as IIS does, or by closing the connection.
 */
export function knowingOrigin(
  chains: Readonly<Record<string, readonly Issued[]>>,
  refusal: number | 'reset' | 'close',
  more: Pick<TlsOrigin, 'minVersion' | 'maxVersion'> = {},
): OriginServer {
  return async (host) => {
    const inner = await tlsOrigin({ chains, ...more })(host);
    const names = Object.keys(chains);
    const server = createServer((socket) => {
      socket.once('data', (hello) => {
        if (names.some((name) => hello.includes(name, 0, 'latin1'))) pass(socket, hello, inner);
        else if (refusal === 'reset') socket.resetAndDestroy();
        else if (refusal === 'close') socket.end();
        else socket.end(Buffer.of(0x15, 0x03, 0x03, 0x00, 0x02, 0x02, refusal));
      });
    });
    const outer = await listen(server, host);
    return { ...outer, close: async () => Promise.all([outer.close(), inner.close()]).then(() => undefined) };
  };
}

function pass(socket: Socket, hello: Buffer, { host, port }: { readonly host: string; readonly port: number }): void {
  const inner = connect({ host, port }, () => inner.write(hello));
  inner.on('error', () => socket.destroy());
  inner.pipe(socket).pipe(inner);
}
