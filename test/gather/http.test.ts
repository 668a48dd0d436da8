import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dial } from '../../lambda/gather/handshake.ts';
import { ask } from '../../lambda/gather/http.ts';
import type { Answer } from '../../lambda/model/handshake.ts';
import { parseAnchors } from '../../lambda/tls/path.ts';
import { type Issued, issueChain, keyOf } from '../tls/authority.ts';
import { dialler, type Running, serveRaw, serveTls, target } from './servers.ts';

const LIMITS = { answerMs: 1_000, maxHeaderBytes: 16_384 };
const DIAL = { connectMs: 2_000, handshakeMs: 2_000, maxBytes: 256 * 1024 };
const forever = new AbortController().signal;
const none = parseAnchors([]);
const running: Running[] = [];

afterAll(async () => {
  await Promise.all(running.map((one) => one.close()));
});

/** Asks a server that answers every request with `answer`, and tells what it was asked. */
async function asked(
  answer: string | ((socket: Socket) => void),
  { path = '/', method, limits = {}, signal = forever }: Partial<Parameters<typeof exchange>[0]> = {},
): Promise<{ answer: Answer; request: string }> {
  let request = '';
  const server = await serveRaw((socket) => {
    socket.once('data', (bytes) => {
      request = bytes.toString('latin1');
      if (typeof answer === 'string') socket.write(answer, 'latin1');
      else answer(socket);
    });
  });
  running.push(server);
  return { answer: await exchange({ port: server.port, path, method, limits, signal }), request };
}

type Exchange = {
  readonly port: number;
  readonly path: string;
  readonly method?: 'HEAD' | 'GET' | undefined;
  readonly limits: Partial<typeof LIMITS>;
  readonly signal: AbortSignal;
};

async function exchange({ port, path, method, limits, signal }: Exchange): Promise<Answer> {
  const at = target(port, { scheme: 'http' });
  const { socket } = await dial(at, dialler, none, DIAL, forever);
  if (!socket) throw new Error('no connection');
  const answer = await ask(socket, at, path, { ...LIMITS, ...limits }, signal, method);
  socket.destroy();
  return answer;
}

describe('the request', () => {
  test('is one HEAD with the name as Host, and no more than it needs', async () => {
    const { request } = await asked('HTTP/1.1 200 OK\r\n\r\n', { path: '/app' });
    const [line, ...headers] = request.trimEnd().split('\r\n');
    expect(line).toBe('HEAD /app HTTP/1.1');
    expect(headers.toSorted()).toEqual([
      'Accept: */*',
      'Connection: close',
      'Host: www.example.com',
      'User-Agent: origin-responder (+CloudFront 5xx diagnosis)',
    ]);
  });

  test('cannot be split by its path', async () => {
    const { request, answer } = await asked('HTTP/1.1 200 OK\r\n\r\n', { path: 'a b\r\nX: ü' });
    expect(request.split('\r\n')[0]).toBe('HEAD /a%20b%0D%0AX:%20%C3%BC HTTP/1.1');
    expect(answer.path).toBe('/a%20b%0D%0AX:%20%C3%BC');
  });
});

describe('the answer', () => {
  test('keeps the headers that tell, bounded and escaped, and nothing secret', async () => {
    const { answer } = await asked(
      [
        'HTTP/1.1 503 Service Unavailable',
        'Server: awselb/2.0',
        `Via: ${'v'.repeat(500)}`,
        'X-Powered-By: caf\u00e9\u009b31m',
        'Location: https://user:secret@login.example.com/in?token=secret#part',
        'WWW-Authenticate: Bearer realm="secret", error="x"',
        'Set-Cookie: session=secret',
        'X-Own: secret',
        '',
        '',
      ].join('\r\n'),
    );
    expect(answer).toMatchObject({ kind: 'answered', method: 'HEAD', status: 503 });
    if (answer.kind !== 'answered') return;
    expect(answer.headers).toEqual({
      server: 'awselb/2.0',
      via: `${'v'.repeat(199)}…`,
      'x-powered-by': 'caf\u00e9\\u{9B}31m',
      location: 'https://login.example.com/in?…',
      'www-authenticate': 'Bearer',
    });
  });

  test('to a GET ends with the headers: the connection is closed, the body not read', async () => {
    let closed: Promise<unknown> | undefined;
    const { answer } = await asked(
      (socket) => {
        closed = once(socket, 'close');
        socket.write('HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 1000000\r\n\r\nbeginning');
      },
      { method: 'GET' },
    );
    expect(answer).toMatchObject({ kind: 'answered', method: 'GET', status: 200 });
    await closed;
  });

  test('after interim answers is the final one', async () => {
    const { answer } = await asked('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n');
    expect(answer).toMatchObject({ kind: 'answered', status: 204 });
  });

  test('that switches protocols is an answer too', async () => {
    const { answer } = await asked('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n');
    expect(answer).toMatchObject({ kind: 'answered', status: 101 });
  });
});

describe('no answer', () => {
  test.each<[string, string | ((socket: Socket) => void), string]>([
    ['closed', (socket) => socket.end(), 'closed'],
    ['closed within the headers', (socket) => socket.end('HTTP/1.1 200 OK\r\nServer: x'), 'closed'],
    ['reset', (socket) => socket.resetAndDestroy(), 'reset'],
    ['no HTTP', 'SSH-2.0-x\r\n\r\n', 'malformed'],
    ['headers without end', `HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(10_000)}`, 'headers-too-large'],
    ['interim answers without end', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(100), 'malformed'],
  ])('%s', async (_name, behaviour, how) => {
    const { answer } = await asked(behaviour);
    expect(answer).toMatchObject({ kind: 'no-answer', how });
  });

  test('silence, and a drip that never ends', async () => {
    const { answer } = await asked(() => {}, { limits: { answerMs: 100 } });
    expect(answer).toMatchObject({ kind: 'no-answer', how: 'timed-out' });
    const dripped = await asked(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const drip = setInterval(() => socket.write('A: b\r\n'), 10);
        socket.on('close', () => clearInterval(drip));
      },
      { limits: { answerMs: 150 } },
    );
    expect(dripped.answer).toMatchObject({ kind: 'no-answer', how: 'timed-out' });
  });

  test('the signal ends the waiting', async () => {
    const stop = new AbortController();
    const { answer } = await asked(() => stop.abort(), { signal: stop.signal });
    expect(answer).toMatchObject({ kind: 'no-answer', how: 'timed-out' });
  });
});

describe('over TLS', () => {
  let chain: { leaf: Issued; root: Issued };
  let key: string;

  beforeAll(async () => {
    chain = await issueChain();
    key = await keyOf(chain.leaf);
  });

  async function askOver(server: Running): Promise<Answer> {
    running.push(server);
    const at = target(server.port);
    const { socket } = await dial(at, dialler, none, DIAL, forever);
    if (!socket) throw new Error('no connection');
    const answer = await ask(socket, at, '/', LIMITS, forever);
    socket.destroy();
    return answer;
  }

  test('an answer', async () => {
    const server = await serveTls({ key, cert: chain.leaf.pem }, (socket) =>
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nServer: tls\r\n\r\n')),
    );
    expect(await askOver(server)).toMatchObject({ kind: 'answered', status: 200, headers: { server: 'tls' } });
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s: reset instead of an answer', async (version) => {
    const server = await serveTls({ key, cert: chain.leaf.pem, maxVersion: version }, (socket) =>
      socket.once('data', () => {
        for (const wire of server.open) wire.resetAndDestroy();
      }),
    );
    expect(await askOver(server)).toMatchObject({ kind: 'no-answer', how: 'reset' });
  });

  test('a client certificate is required: TLS 1.3 says so after the handshake', async () => {
    const server = await serveTls({
      key,
      cert: chain.leaf.pem,
      minVersion: 'TLSv1.3',
      requestCert: true,
      rejectUnauthorized: true,
      ca: chain.root.pem,
    });
    const answer = await askOver(server);
    expect(answer.kind).toBe('no-answer');
  });
});
