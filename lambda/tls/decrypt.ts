import { type CipherGCMTypes, createDecipheriv, createHmac } from 'node:crypto';
import type { Record } from './records.ts';

type Suite = {
  readonly cipher: CipherGCMTypes | 'chacha20-poly1305';
  readonly hash: string;
  readonly keyBytes: number;
};

/** The cipher suites of TLS 1.3 that CloudFront offers. https://www.rfc-editor.org/rfc/rfc8446#appendix-B.4 */
const SUITES: ReadonlyMap<number, Suite> = new Map<number, Suite>([
  [0x1301, { cipher: 'aes-128-gcm', hash: 'sha256', keyBytes: 16 }],
  [0x1302, { cipher: 'aes-256-gcm', hash: 'sha384', keyBytes: 32 }],
  [0x1303, { cipher: 'chacha20-poly1305', hash: 'sha256', keyBytes: 32 }],
]);

/** Bytes of the nonce and of the tag, the same for all three. https://www.rfc-editor.org/rfc/rfc8446#section-5.3 */
const NONCE = 12;
const TAG = 16;

/** A decrypted record: its true content type and its content. */
export type Opened = { readonly type: number; readonly content: Buffer };

/**
 * Opens the server's handshake records of TLS 1.3, to be called once for each in the order received. Answers undefined
 * for a record that these keys do not open: it was tampered with, or sent under the application keys that follow.
 */
export function opener(suiteNumber: number, secret: Uint8Array): (record: Record) => Opened | undefined {
  const suite = SUITES.get(suiteNumber);
  if (!suite) return () => undefined;
  const key = expandLabel(suite.hash, secret, 'key', suite.keyBytes);
  const iv = expandLabel(suite.hash, secret, 'iv', NONCE);
  let sequence = 0;
  return (record) => {
    const padded = decrypt(suite, key, nonceOf(iv, sequence), record);
    sequence += 1;
    return padded && unpad(padded);
  };
}

/** HKDF-Expand-Label with an empty context, in one round of HMAC: every length here is within one hash. https://www.rfc-editor.org/rfc/rfc8446#section-7.1 */
function expandLabel(hash: string, secret: Uint8Array, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`);
  const info = Buffer.concat([Buffer.from([0, length, name.length]), name, Buffer.from([0, 1])]);
  return createHmac(hash, secret).update(info).digest().subarray(0, length);
}

/** The sequence number, laid over the IV. */
function nonceOf(iv: Buffer, sequence: number): Buffer {
  const nonce = Buffer.from(iv);
  nonce.writeUInt32BE((nonce.readUInt32BE(NONCE - 4) ^ sequence) >>> 0, NONCE - 4);
  return nonce;
}

function decrypt(
  { cipher, keyBytes }: Suite,
  key: Buffer,
  nonce: Buffer,
  { header, body }: Record,
): Buffer | undefined {
  if (body.length < TAG || key.length !== keyBytes) return undefined;
  const sealed = body.subarray(0, -TAG);
  try {
    const decipher = decipherOf(cipher, key, nonce);
    decipher.setAAD(header, { plaintextLength: sealed.length });
    decipher.setAuthTag(body.subarray(-TAG));
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Two calls that differ in nothing but the overload of Node's types they fall under. */
function decipherOf(cipher: Suite['cipher'], key: Buffer, nonce: Buffer) {
  return cipher === 'chacha20-poly1305'
    ? createDecipheriv(cipher, key, nonce, { authTagLength: TAG })
    : createDecipheriv(cipher, key, nonce, { authTagLength: TAG });
}

/** The true content type is the last byte that is not zero. https://www.rfc-editor.org/rfc/rfc8446#section-5.4 */
function unpad(padded: Buffer): Opened | undefined {
  let end = padded.length;
  while (end > 0 && padded[end - 1] === 0) end -= 1;
  const type = padded[end - 1];
  return type === undefined ? undefined : { type, content: padded.subarray(0, end - 1) };
}
