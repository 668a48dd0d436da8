import type { Alert } from './alert.ts';
import { type Opened, opener } from './decrypt.ts';
import {
  ALERT,
  APPLICATION_DATA,
  CHANGE_CIPHER_SPEC,
  HANDSHAKE,
  looksLikeTls,
  MalformedTls,
  type Message,
  MessageStream,
  type Record,
  records,
} from './records.ts';
import { protocolName, readServerHello, type ServerHello, TLS_1_3 } from './server-hello.ts';

/** What a server sent up to the end of its handshake, as far as it can be read. */
export type ServerFlight = {
  /** `TLSv1.2`, …; absent where no ServerHello was read. */
  readonly protocol?: string;
  /** The cipher suite's number, e.g. 0x1301. */
  readonly cipher?: number;
  /** DER, in the order sent; at most `MAX_CERTIFICATES`. */
  readonly certificates: readonly Buffer[];
  /** Length of the Certificate message, also of one that was announced and not sent whole. */
  readonly certificateBytes?: number;
  readonly alerts: readonly Alert[];
  readonly clientCertificateRequested: boolean;
  /** Whether the first bytes look like a TLS record; false where there are none. */
  readonly tls: boolean;
  /** What is wrong with the bytes. What was read before it still stands. */
  readonly malformed?: string;
};

/** More certificates than any chain needs; the rest is not read. */
export const MAX_CERTIFICATES = 100;

/** More alerts than any server sends in a handshake. */
const MAX_ALERTS = 16;

/** Handshake message types. https://www.rfc-editor.org/rfc/rfc8446#section-4 */
const SERVER_HELLO = 2;
const CERTIFICATE = 11;
const CERTIFICATE_REQUEST = 13;

/**
 * Reads what a server sent, from the first byte. `secret` is SERVER_HANDSHAKE_TRAFFIC_SECRET of the key log, without
 * which TLS 1.3 shows no more than its ServerHello. Any bytes will do: it never throws, and says what is malformed.
 */
export function readServerFlight(inbound: Uint8Array, secret?: Uint8Array): ServerFlight {
  const bytes = Buffer.from(inbound.buffer, inbound.byteOffset, inbound.byteLength);
  const reader = new FlightReader(secret);
  try {
    for (const record of records(bytes)) if (!reader.take(record)) break;
    return { ...reader.seen(), tls: looksLikeTls(bytes) };
  } catch (error) {
    if (!(error instanceof MalformedTls)) throw error;
    return { ...reader.seen(), tls: looksLikeTls(bytes), malformed: error.message };
  }
}

/** Follows the records of one flight, in the clear and then under the handshake keys of TLS 1.3. */
class FlightReader {
  readonly #secret: Uint8Array | undefined;
  readonly #clear = new MessageStream();
  readonly #sealed = new MessageStream();
  readonly #alerts: Alert[] = [];
  #hello: ServerHello | undefined;
  #open: ((record: Record) => Opened | undefined) | undefined;
  #certificates: readonly Buffer[] | undefined;
  #certificateBytes: number | undefined;
  #clientCertificateRequested = false;

  constructor(secret: Uint8Array | undefined) {
    this.#secret = secret;
  }

  /** Answers false where nothing more can be read. */
  take(record: Record): boolean {
    if (record.type === CHANGE_CIPHER_SPEC) return this.#hello === undefined || this.#isNewest();
    if (record.type === APPLICATION_DATA) return this.#takeSealed(record);
    if (record.type === ALERT) this.#takeAlert(record.body);
    if (record.type === HANDSHAKE) for (const message of this.#clear.push(record.body)) this.#takeClear(message);
    return true;
  }

  seen(): Omit<ServerFlight, 'tls'> {
    const announced = [this.#sealed.pending, this.#clear.pending].find((one) => one?.type === CERTIFICATE)?.length;
    const certificateBytes = this.#certificateBytes ?? announced;
    const hello = this.#hello && { protocol: protocolName(this.#hello.version), cipher: this.#hello.suite };
    return {
      ...hello,
      certificates: this.#certificates ?? [],
      ...(certificateBytes !== undefined && { certificateBytes }),
      alerts: this.#alerts,
      clientCertificateRequested: this.#clientCertificateRequested,
    };
  }

  #isNewest(): boolean {
    return this.#hello?.version === TLS_1_3;
  }

  #takeAlert(body: Buffer): void {
    const [level, code] = body;
    if (level === undefined || code === undefined || this.#alerts.length >= MAX_ALERTS) return;
    this.#alerts.push({ level, code });
  }

  #takeClear(message: Message): void {
    const awaitsHello = this.#hello === undefined || this.#hello.isRetryRequest;
    if (message.type === SERVER_HELLO && awaitsHello) this.#hello = readServerHello(message.body);
    if (!this.#isNewest()) this.#takeMessage(message);
  }

  /** Under the application keys, which begin after Finished, nothing concerns the handshake. */
  #takeSealed(record: Record): boolean {
    if (!this.#hello || !this.#secret) return false;
    this.#open ??= opener(this.#hello.suite, this.#secret);
    const opened = this.#open(record);
    if (opened?.type === ALERT) this.#takeAlert(opened.content);
    if (opened?.type === HANDSHAKE) for (const message of this.#sealed.push(opened.content)) this.#takeMessage(message);
    return opened !== undefined;
  }

  #takeMessage({ type, body }: Message): void {
    if (type === CERTIFICATE) this.#certificateBytes ??= body.length;
    if (type === CERTIFICATE) this.#certificates ??= readCertificateList(body, this.#isNewest());
    if (type === CERTIFICATE_REQUEST) this.#clientCertificateRequested = true;
  }
}

/**
 * The Certificate message. TLS 1.3 adds a context in front and extensions behind each certificate.
 * https://www.rfc-editor.org/rfc/rfc5246#section-7.4.2 and https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2
 */
function readCertificateList(body: Buffer, isNewest: boolean): Buffer[] {
  const certificates: Buffer[] = [];
  let at = isNewest ? 1 + (body[0] ?? 0) : 0;
  const end = at + 3 + lengthAt(body, at, 3);
  if (end !== body.length) throw new MalformedTls('a Certificate message whose lengths disagree');
  at += 3;
  while (at < end && certificates.length < MAX_CERTIFICATES) {
    const next = at + 3 + lengthAt(body, at, 3);
    if (next > end) throw new MalformedTls('a Certificate message that breaks off within a certificate');
    certificates.push(body.subarray(at + 3, next));
    at = isNewest ? next + 2 + lengthAt(body, next, 2) : next;
  }
  return certificates;
}

function lengthAt(body: Buffer, at: number, bytes: number): number {
  if (at + bytes > body.length) throw new MalformedTls('a Certificate message that breaks off');
  return body.readUIntBE(at, bytes);
}
