import type { Issued } from '../authority.ts';
import type { OriginServer } from '../loopback.ts';
import { guardedOrigin, type TurningAway } from './guarded.ts';
import { type TlsOrigin, tlsOrigin } from './tls.ts';

/**
 * Serves the names that it knows and turns every other away as it is told: with an alert of this number, as Caddy does (80),
 * with a reset, as IIS does, or by closing the connection.
 */
export function knowingOrigin(
  chains: Readonly<Record<string, readonly Issued[]>>,
  refusal: TurningAway,
  more: Pick<TlsOrigin, 'minVersion' | 'maxVersion'> = {},
): OriginServer {
  const names = Object.keys(chains);
  const admits = (hello: Buffer) => names.some((name) => hello.includes(name, 0, 'latin1'));
  return guardedOrigin(tlsOrigin({ chains, ...more }), admits, refusal);
}
