import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:net';
import type { Issued } from '../authority.ts';
import { listen, type OriginServer } from '../loopback.ts';

/** What a server of old speaks: one version and one cipher suite, by their numbers on the wire. */
export type Legacy = { readonly version: number; readonly suite: number };

/**
 * A server that OpenSSL can no longer be: it answers a ClientHello that offers its version (or a later one) and its suite
 * with ServerHello, Certificate and ServerHelloDone in the clear, any other with handshake_failure. It gets no further.
 */
export function legacyOrigin(chain: readonly Issued[], { version, suite }: Legacy): OriginServer {
  const flight = Buffer.concat([serverHello(version, suite), certificates(chain), message(14)]);
  const refusal = record(21, version, Buffer.of(2, 40));
  return (host) =>
    listen(
      createServer((socket) =>
        socket.once('data', (hello) => {
          if (offers(hello, version, suite)) socket.write(record(22, version, flight));
          else socket.end(refusal);
        }),
      ),
      host,
    );
}

/** Type and length of record and message, version, random; then the session's id and the suites, each after its length. */
function offers(hello: Buffer, version: number, suite: number): boolean {
  const suites = 44 + hello.readUInt8(43);
  const offered = hello.subarray(suites + 2, suites + 2 + hello.readUInt16BE(suites));
  const numbers = Array.from({ length: offered.length / 2 }, (_, index) => offered.readUInt16BE(index * 2));
  return hello.readUInt16BE(9) >= version && numbers.includes(suite);
}

function serverHello(version: number, suite: number): Buffer {
  return message(2, number(version, 2), Buffer.alloc(32, 7), Buffer.of(0), number(suite, 2), Buffer.of(0));
}

function certificates(chain: readonly Issued[]): Buffer {
  const list = Buffer.concat(
    chain.flatMap(({ pem }) => {
      const { raw } = new X509Certificate(pem);
      return [number(raw.length, 3), raw];
    }),
  );
  return message(11, number(list.length, 3), list);
}

function message(type: number, ...body: readonly Buffer[]): Buffer {
  const joined = Buffer.concat(body);
  return Buffer.concat([Buffer.of(type), number(joined.length, 3), joined]);
}

function record(type: number, version: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.of(type), number(version, 2), number(body.length, 2), body]);
}

function number(value: number, bytes: number): Buffer {
  const written = Buffer.alloc(bytes);
  written.writeUIntBE(value, 0, bytes);
  return written;
}
