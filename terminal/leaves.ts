import type { OriginEvidence } from '../lambda/model/evidence.ts';
import type { Finding } from '../lambda/model/finding.ts';
import type { Handshake, HandshakeOutcome, Resolution } from '../lambda/model/handshake.ts';

/** How the path ends there. */
export type Mark = 'good' | 'bad' | 'unknown';

/** One end of the path: an address that was dialled, or why none was. Texts come from outside and are not yet fit to print. */
export type Leaf = { readonly at: string; readonly mark: Mark; readonly words: string };

/** Every dial of an origin with its end; `findings` are the origin's own, the leading one first. */
export function leavesOf({ origin, observations }: OriginEvidence, findings: readonly Finding[]): Leaf[] {
  const { handshakes, resolution } = observations;
  const [first] = findings;
  if (handshakes.status === 'observed' && handshakes.value.dials.length > 0) {
    return handshakes.value.dials.map((dial) => leaf(dial, origin.domainName, findings));
  }
  if (first) return [{ at: '', mark: 'bad', words: cause(first) }];
  if (resolution.status === 'observed' && resolution.value.kind !== 'resolved') return [unresolved(resolution.value)];
  const why = handshakes.status === 'observed' ? 'no address' : handshakes.reason;
  return [{ at: '', mark: 'unknown', words: `not dialled: ${why}` }];
}

function leaf(dial: Handshake, domainName: string, findings: readonly Finding[]): Leaf {
  const { target, outcome, times = 1 } = dial;
  const { address, port, serverName } = target;
  const end = `${address.includes(':') ? `[${address}]` : address}:${port}${times > 1 ? ` (${times} times)` : ''}`;
  const at = serverName === domainName ? end : `${end} as ${serverName}`;
  const hit = findings.find((finding) => reaches(finding, dial));
  return hit ? { at, mark: 'bad', words: cause(hit) } : { at, ...ending(outcome) };
}

/** Whether this dial is among those that the finding hits: all of them, or those it names. */
function reaches({ reach: { failing, seen, of }, witness }: Finding, { target, outcome }: Handshake): boolean {
  const { address, serverName } = target;
  if (failing >= seen || of.includes(address) || of.includes(serverName)) return true;
  if (!of.some((words) => words.split(' ').slice(-3).includes(address) && words.includes(' handshakes to ')))
    return false;
  if (outcome.kind !== 'completed') return witness.kind !== 'certificate';
  return outcome.chain.some(({ fingerprint }) => fingerprint === witness.key);
}

function cause({ ruleId, certainty }: Finding): string {
  return `${ruleId.replaceAll('-', ' ')}${certainty === 'likely' ? ' (likely)' : ''}`;
}

function unresolved(resolution: Exclude<Resolution, { kind: 'resolved' }>): Leaf {
  if (resolution.kind === 'failing') return { at: '', mark: 'unknown', words: `DNS: ${resolution.code}` };
  return { at: '', mark: 'bad', words: `${resolution.at} has no address in DNS` };
}

function ending(outcome: HandshakeOutcome): Omit<Leaf, 'at'> {
  switch (outcome.kind) {
    case 'completed':
      if (outcome.byHand) return { mark: 'unknown', words: `${outcome.protocol}, ${outcome.cipher}: not completed` };
      return { mark: 'good', words: outcome.protocol };
    case 'connected':
      return { mark: 'good', words: 'connected' };
    case 'alert':
      return { mark: 'unknown', words: `TLS alert ${outcome.code} ${outcome.description}` };
    case 'closed':
    case 'reset':
    case 'timed-out':
      return { mark: 'unknown', words: `${outcome.kind} (${outcome.phase})` };
    case 'unreachable':
    case 'not-dialled':
      return { mark: 'unknown', words: `${outcome.kind}: ${outcome.reason}` };
    default:
      return { mark: 'unknown', words: outcome.kind };
  }
}
