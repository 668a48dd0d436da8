import { utc } from './dates.ts';
import { cut, list } from './dials.ts';
import type { KeptFaults } from './kept.ts';
import type { Observation } from './model/evidence.ts';
import type { Handshakes } from './model/handshake.ts';
import { SIGHT } from './remedies/serving.ts';

/** What the words and remedies of such a rule look at. */
export const UNSEEN_SIGHT = [...SIGHT, 'handshakes'] as const;

/** The names that fail, as they are sent. */
export function namesOf({ failing }: KeptFaults<unknown>): string[] {
  return failing.map(({ serverName }) => serverName);
}

/** Why this rests on records, as a sentence. */
export function unseen({ why }: KeptFaults<unknown>, handshakes: Observation<Handshakes>): string {
  if (why === 'stranger') return "This is what the listener's records say; what was served came from elsewhere.";
  if (handshakes.status !== 'observed')
    return `Not dialled (${handshakes.reason}): the load balancer's records decide.`;
  return "No connection from here came about; the load balancer's records decide.";
}

/** Two lines of evidence: the certificate, and the listener that holds it. */
export function keptOn({ first: { managed }, listener }: KeptFaults<unknown>): string[] {
  const { arn, type, names, notBefore, notAfter } = managed;
  const dates = notBefore && notAfter ? `, valid ${utc(notBefore)} to ${utc(notAfter)}` : '';
  return [
    `Held: ${arn} (${type.toLowerCase().replace('_', ' ')}) for ${
      list(
        names.map((name) => cut(name, 60)),
        3,
      ) || 'no name'
    }${dates}`,
    `By: listener ${listener.arn.split(':listener/').at(-1)}, port ${listener.port}`,
  ];
}
