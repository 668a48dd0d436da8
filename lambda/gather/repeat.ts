import { isDeepStrictEqual } from 'node:util';
import type { DialPlan, Handshake, HandshakeOutcome } from '../model/handshake.ts';
import type { Redial } from './follow-up.ts';

/** By the first dial, which it stands for: the further handshakes to the same address for the same name. */
export type Repeated = ReadonlyMap<Handshake, readonly Handshake[]>;

/**
 * Makes the handshakes of the plan again, as they were: behind one address may stand a pool, of which the first dial met one
 * server. Only for the commonest name, and only where somebody answered: silence is not waited for twice.
 */
export async function repeat(
  dials: readonly Handshake[],
  { targets, repeats = 0 }: DialPlan,
  redial: Redial,
): Promise<Repeated> {
  const commonest = targets[0]?.serverName;
  const answered = dials.filter(({ target, outcome }) => target.serverName === commonest && isWorthAgain(outcome));
  const again = answered.map(async (dial): Promise<readonly [Handshake, readonly Handshake[]]> => {
    const made = await Promise.all(Array.from({ length: repeats }, () => redial(dial.target)));
    return [dial, made.filter((one) => one !== undefined)];
  });
  return new Map(await Promise.all(again));
}

function isWorthAgain(outcome: HandshakeOutcome): boolean {
  if (outcome.kind === 'closed' || outcome.kind === 'reset') return outcome.phase !== 'connect';
  return ['completed', 'alert', 'not-tls', 'malformed'].includes(outcome.kind);
}

/**
 * Adds to each dial how often it ended as it did, and after it what else was seen there, each end once. `followed` are the dials
 * in the same order with what was asked of them since.
 */
export function withRepeats(
  dials: readonly Handshake[],
  followed: readonly Handshake[],
  repeated: Repeated,
): Handshake[] {
  return dials.flatMap((dial, index) => {
    const [first, ...others] = tally([dial, ...(repeated.get(dial) ?? [])]);
    const times = first?.times;
    return [{ ...(followed[index] ?? dial), ...(times !== undefined && { times }) }, ...others];
  });
}

/** Each way in which handshakes ended, once, with how many did; every one with a target of its own. */
function tally(all: readonly Handshake[]): Handshake[] {
  const ends: Handshake[] = [];
  for (const one of all) {
    const at = ends.findIndex(({ outcome }) => alike(outcome, one.outcome));
    const known = ends[at];
    if (known) ends[at] = { ...known, times: (known.times ?? 1) + 1 };
    else ends.push({ ...one, target: { ...one.target } });
  }
  return ends;
}

/** Bytes that are no TLS may hold the time of day. */
function alike(a: HandshakeOutcome, b: HandshakeOutcome): boolean {
  return a.kind === 'not-tls' ? b.kind === 'not-tls' : isDeepStrictEqual(a, b);
}
