import { endpoint, reach, unique, where } from './dials.ts';
import { askedAgain, endOf, faultOf, type HandshakeFault, SYMPTOMS } from './handshake-faults.ts';
import type { Distribution, Origin } from './model/distribution.ts';
import type { Certainty } from './model/finding.ts';
import type { Handshake, Handshakes } from './model/handshake.ts';
import type { Judgement, Unseen } from './rule.ts';

/** The dials that fail for one reason, at least one, among those that could tell. */
export type Refused = {
  readonly first: Handshake;
  readonly failing: readonly Handshake[];
  readonly seen: readonly Handshake[];
  /** False where hardly any viewer, or a guess, stands behind it. */
  readonly leads: boolean;
};

/** The dials with this fault; `unseen` where none could tell. */
export function refused(
  fault: HandshakeFault,
  handshakes: Handshakes,
  distribution: Distribution,
): Refused | { readonly unseen: string } | undefined {
  const faults = handshakes.dials.map((dial) => ({ dial, fault: faultOf(dial, handshakes) }));
  const telling = faults.filter((one) => one.fault === fault || tells(one, fault));
  if (telling.length === 0) return { unseen: 'no dial got far enough into a handshake to tell' };
  const failing = telling.filter((one) => one.fault === fault).map(({ dial }) => dial);
  const leading = failing.filter((dial) => leads(dial, handshakes, distribution));
  const told = leading.length > 0 ? leading : failing;
  const [first] = told;
  return first && { first, failing: told, seen: telling.map(({ dial }) => dial), leads: leading.length > 0 };
}

/** Whether a dial that ended in another way says anything about this fault: an open port, and no fault that may hide this one. */
function tells(
  { dial, fault: other }: { readonly dial: Handshake; readonly fault?: HandshakeFault },
  fault: HandshakeFault,
) {
  const { outcome } = dial;
  if (outcome.kind === 'completed' || outcome.kind === 'connected') return true;
  if (other === undefined || ('phase' in outcome && outcome.phase === 'connect')) return false;
  return SYMPTOMS.includes(fault) || !SYMPTOMS.includes(other);
}

/**
 * The distribution's own name decides only where viewers have no other, or where every other fails as well. Where it is
 * not known which name is sent, none decides while another of them is served.
 */
function leads({ target }: Handshake, { dials }: Handshakes, { domainName, aliases }: Distribution): boolean {
  const isServed = ({ outcome }: Handshake) => outcome.kind === 'completed';
  const here = dials.filter((one) => one.target.hostForwarded === 'unknown');
  if (target.hostForwarded === 'unknown' && here.some(isServed)) return false;
  if (target.serverName !== domainName) return true;
  const others = dials.filter((one) => one.target.serverName !== domainName);
  return others.length > 0 ? !others.some(isServed) : aliases.length === 0;
}

/** The facts of a rule about failed handshakes. `where` ends a title; `all` are all dials, to ask what else was seen. */
export type RefusedFacts = Refused & { readonly where: string; readonly all: Handshakes };

/** Judges one fault for its rule. `certainty` may lower the rule's own. */
export function judgeRefused(
  fault: HandshakeFault,
  handshakes: Handshakes,
  { origin, distribution }: { readonly origin: Origin; readonly distribution: Distribution },
  certainty?: (first: Handshake) => Certainty,
): Judgement<RefusedFacts> | Unseen | undefined {
  const found = refused(fault, handshakes, distribution);
  if (!found || 'unseen' in found) return found;
  const { first, failing, seen, leads } = found;
  return {
    facts: { ...found, where: where(failing, seen), all: handshakes },
    witness: { kind: 'endpoint', key: `${origin.domainName}:${first.target.port}` },
    reach: reach(failing, seen),
    leads,
    ...(certainty && { certainty: certainty(first) }),
  };
}

/** At most two lines of evidence: how these dials ended, and what else was asked of one of them. */
export function endsTold(first: Handshake, failing: readonly Handshake[]): string[] {
  const at = unique(failing.map(({ target }) => endpoint(target))).slice(0, 3);
  return [
    `${at.join(', ')} for ${first.target.serverName}: ${endOf(first)}`,
    ...failing.flatMap(askedAgain).slice(0, 1),
  ];
}

/** Where in the connection the other side hung up, for a title. */
export function beforeTls({ outcome }: Handshake): string {
  const isOpening = 'phase' in outcome && outcome.phase === 'connect';
  return isOpening ? 'while it is being opened' : 'in answer to the ClientHello, before a byte of TLS';
}
