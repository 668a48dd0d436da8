import { connect, createServer, type Socket } from 'node:net';
import { listen, type OriginServer } from '../loopback.ts';

/** How somebody is turned away: with a fatal alert of this number, a reset or an end. */
export type TurningAway = number | 'reset' | 'close';

/** A server that looks at each ClientHello first: those that are admitted go through to `inner`. */
export function guardedOrigin(
  inner: OriginServer,
  admits: (hello: Buffer) => boolean,
  refusal: TurningAway,
): OriginServer {
  return async (host) => {
    const behind = await inner(host);
    const server = createServer((socket) => {
      socket.once('data', (hello) => (admits(hello) ? pass(socket, hello, behind) : turnAway(socket, refusal)));
    });
    const outer = await listen(server, host);
    return { ...outer, close: async () => Promise.all([outer.close(), behind.close()]).then(() => undefined) };
  };
}

function turnAway(socket: Socket, how: TurningAway): void {
  if (how === 'reset') socket.resetAndDestroy();
  else if (how === 'close') socket.end();
  else socket.end(Buffer.of(0x15, 0x03, 0x03, 0x00, 0x02, 0x02, how));
}

function pass(socket: Socket, hello: Buffer, { host, port }: { readonly host: string; readonly port: number }): void {
  const inner = connect({ host, port }, () => inner.write(hello));
  inner.on('error', () => socket.destroy());
  inner.pipe(socket).pipe(inner);
}
