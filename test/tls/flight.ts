import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { connect as connectTls, createServer as createTlsServer, type TlsOptions } from 'node:tls';

export type Recorded = { readonly inbound: Buffer; readonly secret: Buffer | undefined };

/** What a real TLS server sends to a real client, recorded by a relay between them. */
export async function recordFlight(options: TlsOptions): Promise<Recorded> {
  const server = createTlsServer({ ciphers: 'DEFAULT:@SECLEVEL=0', ...options });
  const received: Buffer[] = [];
  const relay = createServer((client) => {
    const onward = connect(portOf(server), '127.0.0.1');
    onward.on('data', (bytes) => received.push(bytes));
    for (const one of [client, onward]) one.on('error', () => {});
    client.pipe(onward).pipe(client);
  });
  await Promise.all([server, relay].map((one) => once(one.listen(0, '127.0.0.1'), 'listening')));
  const client = connectTls({
    port: portOf(relay),
    host: '127.0.0.1',
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT:@SECLEVEL=0',
    ecdhCurve: 'P-256:P-384',
  });
  let secret: Buffer | undefined;
  client.on('keylog', (line: Buffer) => {
    const [label, , hex = ''] = line.toString('latin1').trim().split(' ');
    if (label === 'SERVER_HANDSHAKE_TRAFFIC_SECRET') secret = Buffer.from(hex, 'hex');
  });
  await once(client, 'secureConnect');
  client.destroy();
  server.close();
  relay.close();
  return { inbound: Buffer.concat(received), secret };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** One record of TLS 1.2 around `body`. */
export function record(type: number, body: Uint8Array): Buffer {
  const header = Buffer.from([type, 3, 3, 0, 0]);
  header.writeUInt16BE(body.length, 3);
  return Buffer.concat([header, body]);
}

/** One handshake message. */
export function message(type: number, body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  header.writeUInt8(type);
  return Buffer.concat([header, body]);
}

/** A ServerHello of TLS 1.2 without extensions. */
export const SERVER_HELLO_12 = message(
  2,
  Buffer.concat([Buffer.from([3, 3]), Buffer.alloc(32, 1), Buffer.from([0, 0xc0, 0x2f, 0])]),
);

/** A Certificate message of TLS 1.2. */
export function certificateMessage(ders: readonly Uint8Array[]): Buffer {
  const list = Buffer.concat(ders.flatMap((der) => [threeBytes(der.length), der]));
  return message(11, Buffer.concat([threeBytes(list.length), list]));
}

function threeBytes(length: number): Buffer {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntBE(length, 0, 3);
  return bytes;
}
