import { Duplex } from 'node:stream';
import { codeOf } from './await-event.ts';

/** How the other side ended the connection. */
export type WireEnd = 'end' | 'reset';

/** Longer than an alert in the clear, which is what is looked for in the last bytes that we sent. */
const SENT_KEPT = 64;

/**
 * Lies under `tls.connect` and keeps what came over the wire until told to stop: Node's own view of the chain is
 * reordered and completed. Beyond `maxBytes` it hangs up, so that a flood costs no memory.
 */
export class Tap extends Duplex {
  /** The other side's ending, which TLS on top reports as a reset in either case. */
  wireEnd: WireEnd | undefined;
  /** More came than may come. */
  overflowed = false;
  /** The last bytes sent, at most 64. */
  lastSent: Uint8Array = new Uint8Array();
  readonly #wire: Duplex;
  readonly #maxBytes: number;
  #recorded: Buffer[] = [];
  #length = 0;
  #recording = true;

  /** `wire` is connected; the tap owns it from now on. */
  constructor(wire: Duplex, maxBytes: number) {
    super({ allowHalfOpen: false });
    this.#wire = wire;
    this.#maxBytes = maxBytes;
    wire.on('data', (bytes: Buffer) => this.#receive(bytes));
    wire.on('end', () => {
      this.wireEnd ??= 'end';
      this.push(null);
    });
    wire.on('error', (error) => {
      if (RESETS.has(codeOf(error))) this.wireEnd ??= 'reset';
      this.destroy(error);
    });
    wire.on('close', () => this.destroy());
  }

  /** Everything received so far, and from now on nothing is kept or limited. */
  stopRecording(): Buffer {
    const recorded = Buffer.concat(this.#recorded, this.#length);
    this.#recording = false;
    this.#recorded = [];
    return recorded;
  }

  override _read(): void {
    this.#wire.resume();
  }

  override _write(bytes: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#recording) this.lastSent = Uint8Array.from(bytes.subarray(-SENT_KEPT));
    this.#wire.write(bytes, encoding, done);
  }

  override _final(done: () => void): void {
    this.#wire.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#wire.destroy();
    done(error);
  }

  #receive(bytes: Buffer): void {
    if (this.#recording) this.#record(bytes);
    if (!this.overflowed && !this.push(bytes)) this.#wire.pause();
  }

  #record(bytes: Buffer): void {
    this.#recorded.push(bytes);
    this.#length += bytes.length;
    this.overflowed = this.#length > this.#maxBytes;
    if (this.overflowed) this.destroy(new Error(`more than ${this.#maxBytes} bytes in the handshake`));
  }
}

/** Writing to a connection that the other side reset ends in EPIPE. */
const RESETS: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);
