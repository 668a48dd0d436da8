/** Content types of the record layer. https://www.rfc-editor.org/rfc/rfc8446#section-5.1 */
export const CHANGE_CIPHER_SPEC = 20;
export const ALERT = 21;
export const HANDSHAKE = 22;
export const APPLICATION_DATA = 23;

/** Type, version (2), length (2). */
const RECORD_HEADER = 5;

/** The longest body a record may have: 2^14 bytes and what protection may add. https://www.rfc-editor.org/rfc/rfc5246#section-6.2.3 */
const LONGEST_RECORD = 2 ** 14 + 2048;

/** Type (1), length (3). */
const MESSAGE_HEADER = 4;

/** The bytes are no TLS, or break off in the middle of a structure that says it is whole. `message` says what is wrong. */
export class MalformedTls extends Error {
  override readonly name = 'MalformedTls';
}

/** One record; `header` is what an AEAD authenticates beside the body. */
export type Record = { readonly type: number; readonly header: Buffer; readonly body: Buffer };

/** One handshake message. */
export type Message = { readonly type: number; readonly body: Buffer };

/** Whether the bytes begin as a TLS record would, as far as there are any: a known content type, then version 3.x. */
export function looksLikeTls(bytes: Uint8Array): boolean {
  const [type, major] = bytes;
  if (type === undefined) return false;
  return type >= CHANGE_CIPHER_SPEC && type <= APPLICATION_DATA && (major === undefined || major === 3);
}

/** The whole records in `bytes`; a last one that is still on its way is left out. Throws `MalformedTls`. */
export function* records(bytes: Buffer): Generator<Record> {
  let at = 0;
  while (at + RECORD_HEADER <= bytes.length) {
    const end = at + RECORD_HEADER + bytes.readUInt16BE(at + 3);
    if (!looksLikeTls(bytes.subarray(at, at + 2))) throw new MalformedTls('a record of no known type');
    if (end - at - RECORD_HEADER > LONGEST_RECORD) throw new MalformedTls('a record longer than TLS allows');
    if (end > bytes.length) return;
    const body = at + RECORD_HEADER;
    yield { type: bytes.readUInt8(at), header: bytes.subarray(at, body), body: bytes.subarray(body, end) };
    at = end;
  }
}

/**
 * Handshake messages out of the records that carry them: several in one, or one in several. A message is joined once,
 * when all of it is there, so that a flood of tiny records costs no more than its bytes.
 */
export class MessageStream {
  #pieces: Buffer[] = [];
  #length = 0;
  #needed = MESSAGE_HEADER;

  /** The messages that `bytes` completes. */
  push(bytes: Buffer): Message[] {
    this.#pieces.push(bytes);
    this.#length += bytes.length;
    const complete: Message[] = [];
    while (this.#length >= this.#needed) {
      const joined = Buffer.concat(this.#pieces, this.#length);
      const end = MESSAGE_HEADER + joined.readUIntBE(1, 3);
      if (end > joined.length) this.#keep(joined, end);
      else {
        complete.push({ type: joined.readUInt8(0), body: joined.subarray(MESSAGE_HEADER, end) });
        this.#keep(joined.subarray(end), MESSAGE_HEADER);
      }
    }
    return complete;
  }

  /** The message that has begun and is not complete: its type and the length that it announces. */
  get pending(): { readonly type: number; readonly length: number } | undefined {
    const type = this.#pieces[0]?.[0];
    if (type === undefined || this.#needed === MESSAGE_HEADER) return undefined;
    return { type, length: this.#needed - MESSAGE_HEADER };
  }

  #keep(rest: Buffer, needed: number): void {
    this.#pieces = [rest];
    this.#length = rest.length;
    this.#needed = needed;
  }
}
