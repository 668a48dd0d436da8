import { once } from 'node:events';
import { createConnection } from 'node:net';
import { type ConnectionOptions, connect } from 'node:tls';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Authority, type Issued, makeAuthority } from '../../lab/authority.ts';
import type { OriginServer } from '../../lab/loopback.ts';
import { alertOrigin } from '../../lab/origins/alert.ts';
import { bannerOrigin, SSH_BANNER } from '../../lab/origins/banner.ts';
import { closingOrigin } from '../../lab/origins/closing.ts';
import { garbageOrigin } from '../../lab/origins/garbage.ts';
import { httpOrigin } from '../../lab/origins/http.ts';
import { resetOrigin } from '../../lab/origins/reset.ts';
import { silentOrigin } from '../../lab/origins/silent.ts';
import { tlsOrigin } from '../../lab/origins/tls.ts';

let lab: Authority;
let good: Issued;
let other: Issued;

beforeAll(async () => {
  lab = await makeAuthority(new Date());
  [good, other] = await Promise.all([
    lab.issue({ names: ['origin.example.com'] }),
    lab.issue({ names: ['other.example.com'] }),
  ]);
});

/** Handshakes with verification on, and asks once. */
async function shake(server: OriginServer, servername: string, options: ConnectionOptions = {}) {
  const { host, port, close } = await server('127.0.0.2');
  try {
    const socket = connect({ host, port, servername, ca: [lab.root.pem], ...options });
    await once(socket, 'secureConnect');
    socket.write(`HEAD / HTTP/1.1\r\nHost: ${servername}\r\nConnection: close\r\n\r\n`);
    const [answer] = await once(socket, 'data');
    const { subject } = socket.getPeerCertificate();
    const seen = { protocol: socket.getProtocol(), subject: subject.CN, answer: String(answer) };
    socket.destroy();
    return seen;
  } finally {
    await close();
  }
}

/** Sends bytes over TCP and says what came back and how it ended. */
async function poke(server: OriginServer, bytes: string) {
  const { host, port, close } = await server('127.0.0.3');
  const socket = createConnection(port, host);
  const received: Buffer[] = [];
  socket.on('data', (chunk) => received.push(chunk));
  socket.write(bytes);
  const end = await new Promise((resolve) => {
    socket.on('end', () => resolve('end'));
    socket.on('error', (error) => resolve('code' in error ? error.code : error));
    socket.setTimeout(150, () => resolve('silence'));
  });
  socket.destroy();
  await close();
  return { end, received: Buffer.concat(received) };
}

describe('the TLS origin', () => {
  test('is trusted with its chain, and answers', async () => {
    const server = tlsOrigin({
      chain: [good, lab.intermediate],
      answer: { status: 503, headers: { server: 'awselb/2.0' } },
    });
    const seen = await shake(server, 'origin.example.com');
    expect(seen).toMatchObject({ protocol: 'TLSv1.3', subject: 'origin.example.com' });
    expect(seen.answer).toMatch(/^HTTP\/1\.1 503 .*\r\nserver: awselb\/2\.0\r\n/);
  });

  test('without its intermediate it is not', async () => {
    await expect(shake(tlsOrigin({ chain: [good] }), 'origin.example.com')).rejects.toMatchObject({
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    });
  });

  test('shows each name its own chain and every other the default', async () => {
    const server = tlsOrigin({
      chain: [good, lab.intermediate],
      chains: { 'other.example.com': [other, lab.intermediate] },
    });
    expect((await shake(server, 'other.example.com')).subject).toBe('other.example.com');
    expect((await shake(server, 'origin.example.com')).subject).toBe('origin.example.com');
  });

  test('turns other names away where it has no default', async () => {
    const server = tlsOrigin({ chains: { 'other.example.com': [other, lab.intermediate] } });
    await expect(shake(server, 'origin.example.com')).rejects.toThrow(/handshake failure/i);
  });

  test('keeps to the versions it was given', async () => {
    const server = tlsOrigin({ chain: [good, lab.intermediate], maxVersion: 'TLSv1.2' });
    expect((await shake(server, 'origin.example.com')).protocol).toBe('TLSv1.2');
  });
});

describe('origins that are no TLS server', () => {
  test('a web server answers a stranger’s bytes with 400', async () => {
    const { received } = await poke(httpOrigin(), '\x16\x03\x01\r\n\r\n');
    expect(received.toString()).toMatch(/^HTTP\/1\.1 400 Bad Request/);
  });

  test('an SSH server speaks first', async () => {
    expect((await poke(bannerOrigin(), '')).received.toString()).toBe(SSH_BANNER);
  });

  test.each([
    ['silent', silentOrigin(), 'silence', ''],
    ['reset', resetOrigin(), 'ECONNRESET', ''],
    ['closing after the hello', closingOrigin('after-hello'), 'end', ''],
    ['closing at once', closingOrigin('at-once'), 'end', ''],
    ['garbage', garbageOrigin(Buffer.of(1, 2)), 'end', '0102'],
    ['alert 80', alertOrigin(80), 'end', '15030300020250'],
  ])('%s', async (_, server, end, hex) => {
    const result = await poke(server, 'hello');
    expect([result.end, result.received.toString('hex')]).toEqual([end, hex]);
  });
});
