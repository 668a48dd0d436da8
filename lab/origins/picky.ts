import type { Issued } from '../authority.ts';
import type { OriginServer } from '../loopback.ts';
import { guardedOrigin } from './guarded.ts';
import { tlsOrigin } from './tls.ts';

/** Serves whoever has these bytes in the ClientHello and says handshake_failure to everybody else. */
export function pickyOrigin(chain: readonly Issued[], wanted: Buffer): OriginServer {
  return guardedOrigin(tlsOrigin({ chain }), (hello) => hello.includes(wanted), 40);
}
