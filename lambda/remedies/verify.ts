import type { Target } from '../model/handshake.ts';
import { shellLine } from './shell.ts';

/** The dial as CloudFront makes it, with the whole chain and openssl's own opinion of the name: https://docs.openssl.org/3.0/man1/openssl-s_client/ */
export function showChain(target: Target): string {
  const { serverName } = target;
  return `${shellLine(...dial(target), '-verify_hostname', serverName, '-showcerts')} </dev/null`;
}

/** The same dial, reduced to what the leaf says: subject, dates, names. */
export function showLeaf(target: Target): string {
  return `${shellLine(...dial(target))} </dev/null 2>/dev/null | openssl x509 -noout -subject -dates -ext subjectAltName`;
}

function dial({ address, port, serverName }: Target): string[] {
  const host = address.includes(':') ? `[${address}]` : address;
  return ['openssl', 's_client', '-connect', `${host}:${port}`, '-servername', serverName];
}
