import { type Failing, type Faults, judgeEach, type Served, served, unique } from './dials.ts';
import type { Distribution } from './model/distribution.ts';
import type { Evidence } from './model/evidence.ts';
import type { Certainty } from './model/finding.ts';
import type { Handshakes } from './model/handshake.ts';
import { covers, patternCovers } from './tls/names.ts';

/** The leaf covers none of the names that would do, or the origin's domain alone where the viewer's Host is sent. */
export type NameFault = 'none' | 'origin-only';

/** Dials whose leaf does not cover the name that was sent. */
export type WrongNames = {
  readonly faults: Faults<NameFault>;
  /** The names that are not covered; wildcard aliases among them. */
  readonly names: readonly string[];
  /** False where nothing but few viewers, or a guess, stands behind it. */
  readonly leads: boolean;
  /** Nothing fails but the distribution's own name, and whether anybody comes by it the dials do not tell. */
  readonly ownOnly?: true;
  readonly certainty: Certainty;
};

/**
 * The dials whose leaf does not cover the name that CloudFront sends. The distribution's own `*.cloudfront.net` name leads
 * only where no alias does better, and nothing leads where it is not known which name is sent and one of them is covered.
 */
export function wrongNames(
  handshakes: Handshakes,
  distribution: Distribution,
): WrongNames | { readonly unseen: string } | undefined {
  const seen = served(handshakes);
  const wild = uncoveredWildcards(seen, distribution);
  const faults = judgeEach(seen, nameFault);
  if (!faults) return wild.length > 0 ? symbolic(seen, wild) : undefined;
  if ('unseen' in faults) return faults;
  const { failing } = faults;
  const sure = failing.filter((one) => !isDoubtful(one, seen));
  const ofAliases = sure.filter(({ target }) => target.serverName !== distribution.domainName);
  const ownLeads = everyAliasFails(handshakes, failing, wild, distribution);
  const leading = ownLeads ? sure : ofAliases;
  const told = leading.length > 0 ? leading : failing;
  const [first = faults.first] = told;
  const guessed = ofAliases.length === 0 && wild.length > 0;
  return {
    faults: { first, failing: told, seen },
    names: unique([...told.map(({ target }) => target.serverName), ...(guessed ? wild : [])]),
    leads: leading.length > 0,
    ...(leading.length === 0 && sure.length > 0 && { ownOnly: true }),
    certainty: told.some(isProven) && !guessed ? 'proven' : 'likely',
  };
}

/**
 * Why it is open whether the names are covered: a policy could not be read, and a name that is perhaps the one that CloudFront
 * sends is not on the certificate. Undefined where every such name is covered, so that it does not matter which is sent.
 */
export function openNames({ distribution, origins }: Evidence): string | undefined {
  if (distribution.status !== 'observed') return undefined;
  const isOpen = origins.some(({ observations: { handshakes } }) => {
    const seen = handshakes.status === 'observed' ? served(handshakes.value) : [];
    return seen.some((one) => one.target.hostForwarded === 'unknown' && nameFault(one) !== undefined);
  });
  const unknown = distribution.value.behaviors.flatMap(({ hostForwarding: host, pathPattern }) =>
    host.kind === 'unknown' ? [`it is not known which name ${pathPattern} sends to its origin: ${host.reason}`] : [],
  );
  return isOpen ? unknown[0] : undefined;
}

/** Where AWS's pages disagree which of two names must be covered, covering either is not covering none. */
function nameFault({ leaf, target }: Served): NameFault | undefined {
  if (covers(leaf, target.serverName)) return undefined;
  if (!target.acceptedNames.some((name) => covers(leaf, name))) return 'none';
  return target.hostForwarded === 'no' ? undefined : 'origin-only';
}

function isProven({ fault, target }: Failing<NameFault>): boolean {
  return fault === 'none' && target.hostForwarded !== 'unknown';
}

/** Which name is sent is not known, and one of those that may be is covered. */
function isDoubtful({ target }: Served, seen: readonly Served[]): boolean {
  if (target.hostForwarded !== 'unknown') return false;
  return seen.some((one) => one.target.hostForwarded === 'unknown' && nameFault(one) !== 'none');
}

/** True without any alias. A dial that did not get as far as a certificate is no failure of its name, an alert is. */
function everyAliasFails(
  { dials }: Handshakes,
  failing: readonly Served[],
  wild: readonly string[],
  { aliases }: Distribution,
): boolean {
  const isBad = new Set(failing.map(({ target }) => target));
  return aliases.every((alias) =>
    alias.startsWith('*.')
      ? wild.includes(alias)
      : dials
          .filter(({ target }) => target.serverName === alias)
          .every(({ target, outcome }) => isBad.has(target) || outcome.kind === 'alert'),
  );
}

/** Wildcard aliases stand for names that cannot be dialled: those with which no served leaf has any name in common. */
function uncoveredWildcards(seen: readonly Served[], { aliases }: Distribution): string[] {
  const forwarded = seen.filter(({ target }) => target.hostForwarded === 'yes');
  if (forwarded.length === 0 || forwarded.some(({ leaf }) => leaf.dnsNameCount > leaf.dnsNames.length)) return [];
  const names = forwarded.flatMap(({ leaf }) => leaf.dnsNames.map((name) => name.toLowerCase()));
  const meets = (alias: string) => names.some((name) => name === alias || patternCovers(alias, name));
  return aliases.filter((alias) => alias.startsWith('*.') && !meets(alias));
}

/** Every dial is well, but no leaf has a name under these wildcards; others may be served for them. */
function symbolic(seen: readonly Served[], wild: readonly string[]): WrongNames | undefined {
  const one = seen.find(({ target }) => target.hostForwarded === 'yes');
  if (!one) return undefined;
  const first = { ...one, fault: 'none' as const };
  return { faults: { first, failing: [first], seen }, names: wild, leads: false, certainty: 'likely' };
}
