import { once } from 'node:events';
import type { Server, Socket } from 'node:net';

/** A server that listens; `close` ends its connections too. */
export type Running = { readonly host: string; readonly port: number; close(): Promise<void> };

/** An origin that has not been started: give it the loopback address that stands for its own. */
export type OriginServer = (host: string) => Promise<Running>;

/** Starts `server` on `host`. macOS knows no 127.0.0.2 unless told to: there everything shares 127.0.0.1. */
export async function listen(server: Server, host: string, port = 0): Promise<Running> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  const bound = await bind(server, host, port);
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { ...bound, close };
}

async function bind(server: Server, host: string, port: number): Promise<{ host: string; port: number }> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    if (!isCode(error, 'EADDRNOTAVAIL') || host === '127.0.0.1') throw error;
    return bind(server, '127.0.0.1', port);
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address and a port');
  return { host: address.address, port: address.port };
}

/** Whether a system call failed with this code, e.g. `EADDRINUSE`. In a test runner's sandbox, Node's errors are of another realm than ours. */
export function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
