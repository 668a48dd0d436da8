import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls';
import type { Target } from '../../lambda/model/handshake.ts';

export type Running = {
  readonly port: number;
  /** Connections that are open. */
  readonly open: Set<Socket>;
  close(): Promise<void>;
};

/** Any TCP behaviour on a loopback port. */
export function serveRaw(onConnection: (socket: Socket) => void): Promise<Running> {
  return listen(
    createServer((socket) => {
      socket.on('error', () => {});
      onConnection(socket);
    }),
  );
}

/** A TLS server that speaks everything from TLS 1.0 on; it staples these bytes for whoever asks, where there are any. */
export function serveTls(
  options: TlsOptions,
  onSecure: (socket: TLSSocket) => void = () => {},
  staple?: Buffer,
): Promise<Running> {
  const server = createTlsServer({ minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0', ...options }, (socket) => {
    socket.on('error', () => {});
    onSecure(socket);
  });
  server.on('tlsClientError', () => {});
  if (staple) server.on('OCSPRequest', (_certificate, _issuer, answer) => answer(null, staple));
  return listen(server);
}

function listen(server: Server): Promise<Running> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of open) socket.destroy();
      server.close(() => resolve());
    });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ port: portOf(server.address()), open, close }));
  });
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address ? address.port : 0;
}

export const dialler = (address: string, port: number) => connect({ host: address, port });

export function target(port: number, over: Partial<Target> = {}): Target {
  return {
    scheme: 'https',
    address: '127.0.0.1',
    port,
    serverName: 'www.example.com',
    acceptedNames: ['www.example.com'],
    hostForwarded: 'no',
    protocols: ['TLSv1.2'],
    behaviors: ['*'],
    ...over,
  };
}
