import type { Duplex } from 'node:stream';
import type { HandshakeOutcome, Target } from '../model/handshake.ts';
import type { World } from '../model/world.ts';
import { awaitEvent, codeOf, type Patience } from './await-event.ts';

/** An open connection, or why there is none. */
export type Connected = { readonly wire: Duplex } | { readonly outcome: HandshakeOutcome };

/** Opens the TCP connection. Where it fails nothing stays open. */
export async function connect(target: Target, dialler: World['dial'], patience: Patience): Promise<Connected> {
  const late: Connected = { outcome: { kind: 'timed-out', phase: 'connect' } };
  let wire: Duplex | undefined;
  try {
    const connected = await awaitEvent<Connected>(patience, late, (settle) => {
      const opening = dialler(target.address, target.port);
      wire = opening;
      opening.once('connect', () => settle({ wire: opening }));
      opening.on('error', (error) => settle({ outcome: failure(error) }));
      opening.once('close', () => settle({ outcome: { kind: 'closed', phase: 'connect' } }));
    });
    if ('outcome' in connected) wire?.destroy();
    return connected;
  } catch (error) {
    return { outcome: failure(error) };
  }
}

function failure(error: unknown): HandshakeOutcome {
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return { kind: 'refused' };
  if (code === 'ECONNRESET') return { kind: 'reset', phase: 'connect' };
  if (code === 'ETIMEDOUT') return { kind: 'timed-out', phase: 'connect' };
  return { kind: 'unreachable', reason: code.slice(0, 200) };
}
