import { dotted, elementAt, elements, next } from './der.ts';

/** https://www.rfc-editor.org/rfc/rfc8017#appendix-A.2, https://www.rfc-editor.org/rfc/rfc5758, https://www.rfc-editor.org/rfc/rfc8410 */
const NAMES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'MD2 with RSA',
  '1.2.840.113549.1.1.3': 'MD4 with RSA',
  '1.2.840.113549.1.1.4': 'MD5 with RSA',
  '1.2.840.113549.1.1.5': 'SHA-1 with RSA',
  '1.3.14.3.2.29': 'SHA-1 with RSA',
  '1.2.840.113549.1.1.11': 'SHA-256 with RSA',
  '1.2.840.113549.1.1.12': 'SHA-384 with RSA',
  '1.2.840.113549.1.1.13': 'SHA-512 with RSA',
  '1.2.840.113549.1.1.14': 'SHA-224 with RSA',
  '1.2.840.10045.4.1': 'SHA-1 with ECDSA',
  '1.2.840.10045.4.3.1': 'SHA-224 with ECDSA',
  '1.2.840.10045.4.3.2': 'SHA-256 with ECDSA',
  '1.2.840.10045.4.3.3': 'SHA-384 with ECDSA',
  '1.2.840.10045.4.3.4': 'SHA-512 with ECDSA',
  '1.3.101.112': 'Ed25519',
};

/** Parameters of RSA-PSS name the hash; the default is SHA-1. https://www.rfc-editor.org/rfc/rfc4055#section-3.1 */
const RSA_PSS = '1.2.840.113549.1.1.10';
const HASH = 0xa0;
const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

/** Names the algorithm of an AlgorithmIdentifier's contents: `SHA-256 with RSA`, or the dotted identifier. Throws `MalformedDer`. */
export function signatureName(algorithm: Buffer): string {
  const parts = elements(algorithm);
  const id = dotted(next(parts).contents).slice(0, 64);
  if (id !== RSA_PSS) return NAMES[id] ?? id;
  const [parameters] = parts;
  const hash = parameters && [...elements(parameters.contents)].find(({ tag }) => tag === HASH);
  const named = hash ? dotted(next(elements(elementAt(hash.contents).contents)).contents) : '1.3.14.3.2.26';
  return `${HASHES[named] ?? named.slice(0, 64)} with RSA-PSS`;
}

/** Whether the name is one of ours, so that a signature that does not hold was not merely made in a way unknown here. */
export function isKnownSignature(name: string | undefined): boolean {
  return name !== undefined && (name.endsWith('with RSA-PSS') || Object.values(NAMES).includes(name));
}
