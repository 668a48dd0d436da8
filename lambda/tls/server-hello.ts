import { MalformedTls } from './records.ts';

/** What the server chose. `version` is the wire's number, e.g. 0x0304; `suite` the cipher suite's. */
export type ServerHello = { readonly version: number; readonly suite: number; readonly isRetryRequest: boolean };

/** The random value that marks a HelloRetryRequest. https://www.rfc-editor.org/rfc/rfc8446#section-4.1.3 */
const RETRY_REQUEST = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

/** https://www.rfc-editor.org/rfc/rfc8446#section-4.2.1 */
const SUPPORTED_VERSIONS = 43;

/** TLS 1.3 on the wire. */
export const TLS_1_3 = 0x0304;

const PROTOCOLS: Readonly<Record<number, string>> = {
  768: 'SSLv3',
  769: 'TLSv1',
  770: 'TLSv1.1',
  771: 'TLSv1.2',
  [TLS_1_3]: 'TLSv1.3',
};

/** The version's name as Node and AWS write it: `TLSv1`, `TLSv1.1`, …; the bare number where it has none. */
export function protocolName(version: number): string {
  return PROTOCOLS[version] ?? `0x${version.toString(16).padStart(4, '0')}`;
}

/** Reads the body of a ServerHello (or HelloRetryRequest, which has the same form). Throws `MalformedTls`. */
export function readServerHello(body: Buffer): ServerHello {
  const sessionId = 35 + (body[34] ?? 0);
  if (sessionId + 3 > body.length) throw new MalformedTls('a ServerHello that breaks off');
  return {
    version: versionOf(body, sessionId + 3),
    suite: body.readUInt16BE(sessionId),
    isRetryRequest: body.toString('hex', 2, 34) === RETRY_REQUEST,
  };
}

/** TLS 1.3 names itself in an extension and leaves 1.2 in the old field. */
function versionOf(body: Buffer, extensions: number): number {
  let at = extensions + 2;
  while (at + 4 <= body.length) {
    const isVersion = body.readUInt16BE(at) === SUPPORTED_VERSIONS;
    if (isVersion && at + 6 <= body.length) return body.readUInt16BE(at + 4);
    at += 4 + body.readUInt16BE(at + 2);
  }
  return body.readUInt16BE(0);
}
