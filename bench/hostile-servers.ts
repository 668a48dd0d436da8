import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { makeAuthority } from '../lab/authority.ts';
import { der } from '../lab/extensions.ts';
import type { Issued } from '../lab/wish.ts';

/** What the parent process is told: where each kind listens on loopback, and the root that the sound chains lead to (PEM). */
export type Hostile = { readonly root: string; readonly ports: Readonly<Record<string, number>> };

/** Writes again and again until the other side has gone. */
const every = (ms: number, bytes: Uint8Array) => (socket: Socket) => {
  const timer = setInterval(() => socket.write(bytes), ms);
  socket.on('close', () => clearInterval(timer));
};

const record = (body: Uint8Array) =>
  Buffer.concat([Buffer.from([22, 3, 3, body.length >> 8, body.length & 255]), body]);

/** Each holds a piece of a message of 16 MiB. */
const ENDLESS = Buffer.concat(
  Array(16).fill(record(Buffer.concat([Buffer.of(2, 255, 255, 255), Buffer.alloc(16_000)]))),
);

const raw = (behave: (socket: Socket) => void): Server =>
  createServer((socket) => {
    socket.on('error', () => socket.destroy());
    behave(socket);
  });

/** A handshake with this chain, and then whatever `behave` does. */
function tls(chain: readonly Issued[], behave: (socket: Socket) => void = () => {}): Server {
  const server = createTlsServer({ cert: chain.map(({ pem }) => pem).join('\n'), key: chain[0]?.keyPem }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => behave(socket));
  });
  return server.on('tlsClientError', () => {});
}

/** The names take the place of ballast after the signing: the library that signs refuses so many. */
function crowded(leaf: Issued, names: Buffer): Issued {
  const bytes = Buffer.from(leaf.pem.replace(/-----.*-----|\s/g, ''), 'base64');
  bytes[bytes.indexOf(Buffer.of(6, 3, 0x55, 0x1d, 99)) + 4] = 17;
  names.copy(bytes, bytes.indexOf(Buffer.alloc(64, 255)));
  return { ...leaf, pem: `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64')}\n-----END CERTIFICATE-----` };
}

function manyNames(count: number): Buffer {
  const each = Array.from({ length: count }, (_, index) => Buffer.from(`${index.toString(36)}.x`));
  const all = Buffer.concat(each.map((name) => Buffer.concat([Buffer.of(0x82, name.length), name])));
  return Buffer.concat([Buffer.of(0x30, 0x83, all.length >> 16, (all.length >> 8) & 255, all.length & 255), all]);
}

async function servers(): Promise<{ readonly root: string; readonly all: Readonly<Record<string, Server>> }> {
  const { root, intermediate, issue } = await makeAuthority(new Date());
  const leaf = await issue({ names: ['*.example.com'] });
  const sound = [leaf, intermediate];
  const ballast = { id: '1.3.6.1.4.1.99999.1', critical: false, value: der(4, Buffer.alloc(35_000, 5)) };
  const large = await issue({ commonName: 'Ballast CA', authority: true, extensions: [ballast] });
  const names = manyNames(10_000);
  const blank = { id: '2.5.29.99', critical: false, value: Buffer.alloc(names.length, 255) };
  const all = {
    drip: raw(every(50, Buffer.of(22))),
    noise: raw(every(1, Buffer.alloc(256 * 1024, 65))),
    'endless handshake': raw(every(1, ENDLESS)),
    'too much of certificates': tls([...sound, large, large]),
    'a hundred certificates': tls([...sound, ...Array<Issued>(100).fill(intermediate)]),
    '10,000 names': tls([crowded(await issue({ commonName: '*.example.com', extensions: [blank] }), names)]),
    'header flood': tls(sound, (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      every(1, Buffer.from('X-Flood: yes\r\n'.repeat(10_000)))(socket);
    }),
    'never closing': tls(sound),
  };
  return { root: root.pem, all };
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  return address && typeof address === 'object' ? address.port : 0;
}

const { root, all } = await servers();
const ports = await Promise.all(
  Object.entries(all).map(async ([kind, server]) => [kind, await portOf(server)] as const),
);
const hostile: Hostile = { root, ports: Object.fromEntries(ports) };
process.send?.(hostile);
process.on('disconnect', () => process.exit());
