/** What a ClientHello written by hand shall say. */
export type HandHello = {
  /** The highest version, as on the wire: 0x0300 for SSLv3 to 0x0303 for TLS 1.2. */
  readonly version: number;
  /** Numbers of cipher suites, the preferred first. */
  readonly suites: readonly number[];
  /** Sent as SNI; empty: none. SSLv3 has no place for it. */
  readonly serverName: string;
  /** 32 bytes. */
  readonly random: Uint8Array;
};

const SSL_3 = 0x0300;
const TLS_1_0 = 0x0301;
const TLS_1_2 = 0x0303;

const HANDSHAKE = 22;
const CLIENT_HELLO = 1;

/** Says that renegotiation is safe without an extension, which SSLv3 does not have. https://www.rfc-editor.org/rfc/rfc5746#section-3.3 */
const EMPTY_RENEGOTIATION_INFO_SCSV = 0x00ff;

/** https://www.rfc-editor.org/rfc/rfc6066#section-3 */
const SERVER_NAME = 0;
/** https://www.rfc-editor.org/rfc/rfc5246#section-7.4.1.4.1 */
const SIGNATURE_ALGORITHMS = 13;

/** SHA-256, 384, 512, 224 and 1, each with RSA and with ECDSA: hash, then signature. */
const SIGNATURES = [4, 5, 6, 3, 2].flatMap((hash) => [1, 3].map((signature) => hash * 256 + signature));

/**
 * The bytes of a ClientHello in its record, for what OpenSSL can no longer say. Extensions follow in TLS alone.
 * https://www.rfc-editor.org/rfc/rfc6101#section-5.6.1.2, https://www.rfc-editor.org/rfc/rfc4346#section-7.4.1.2 and
 * https://www.rfc-editor.org/rfc/rfc5246#section-7.4.1.2
 */
export function handHello({ version, suites, serverName, random }: HandHello): Buffer {
  const body = Buffer.concat([
    twoBytes(version),
    random,
    Buffer.of(0), // no session to resume
    counted(...[...suites, EMPTY_RENEGOTIATION_INFO_SCSV].map(twoBytes)),
    Buffer.of(1, 0), // no compression
    ...(version === SSL_3 ? [] : extensions(version, serverName)),
  ]);
  const message = Buffer.concat([Buffer.of(CLIENT_HELLO, 0), counted(body)]);
  // Servers of old want the record itself to carry a low version. https://www.rfc-editor.org/rfc/rfc5246#appendix-E.1
  return Buffer.concat([Buffer.of(HANDSHAKE), twoBytes(Math.min(version, TLS_1_0)), counted(message)]);
}

/** The list of extensions; nothing where there are none. */
function extensions(version: number, serverName: string): Buffer[] {
  const name = Buffer.from(serverName, 'latin1');
  const all = [
    ...(name.length > 0 ? [extension(SERVER_NAME, counted(Buffer.of(0), counted(name)))] : []),
    ...(version === TLS_1_2 ? [extension(SIGNATURE_ALGORITHMS, counted(...SIGNATURES.map(twoBytes)))] : []),
  ];
  return all.length > 0 ? [counted(...all)] : [];
}

function extension(type: number, body: Buffer): Buffer {
  return Buffer.concat([twoBytes(type), counted(body)]);
}

/** The pieces after their length in two bytes. */
function counted(...pieces: readonly Uint8Array[]): Buffer {
  const joined = Buffer.concat(pieces);
  return Buffer.concat([twoBytes(joined.length), joined]);
}

function twoBytes(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff);
}
