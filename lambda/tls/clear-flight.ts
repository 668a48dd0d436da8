import { HANDSHAKE, MalformedTls, MessageStream, records } from './records.ts';

/** The type of ServerHelloDone, after which the server waits for us. https://www.rfc-editor.org/rfc/rfc5246#section-7.4.5 */
const SERVER_HELLO_DONE = 14;

/** Follows a server's answer in the clear, piece by piece, each byte looked at once. */
export class ClearFlight {
  readonly #messages = new MessageStream();
  #rest: Buffer = Buffer.alloc(0);

  /** Whether with these bytes nothing more is to be expected: the server is done, has sent something else than its handshake, an alert perhaps, or speaks no TLS. */
  isOver(bytes: Buffer): boolean {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    let read = 0;
    try {
      for (const { type, header, body } of records(this.#rest)) {
        read += header.length + body.length;
        if (type !== HANDSHAKE || this.#isDone(body)) return true;
      }
    } catch (error) {
      if (error instanceof MalformedTls) return true;
      throw error;
    }
    this.#rest = this.#rest.subarray(read);
    return false;
  }

  #isDone(body: Buffer): boolean {
    return this.#messages.push(body).some(({ type }) => type === SERVER_HELLO_DONE);
  }
}
