import { connect, createServer, type Socket } from 'node:net';
import { listen, type OriginServer, type Running } from '../loopback.ts';

/** Several servers behind one address, as a load balancer that passes TLS on has them: connections go to them in turn. */
export function poolOrigin(...members: readonly OriginServer[]): OriginServer {
  return async (host) => {
    const pool = await Promise.all(members.map((member) => member(host)));
    let next = 0;
    const server = createServer((socket) => {
      const member = pool[next % pool.length];
      next += 1;
      if (member) pass(socket, member);
    });
    const outer = await listen(server, host);
    const close = async () => void (await Promise.all([outer, ...pool].map((one) => one.close())));
    return { ...outer, close };
  };
}

/** Both ways, a reset included. */
function pass(socket: Socket, { host, port }: Pick<Running, 'host' | 'port'>): void {
  const inner = connect({ host, port });
  inner.on('error', () => socket.resetAndDestroy());
  socket.on('close', () => inner.destroy());
  inner.pipe(socket).pipe(inner);
}
