import { behaviorsReaching } from '../cloudfront/behaviors.ts';
import type { Behavior, Distribution } from '../model/distribution.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { Tenancy } from '../model/tenant.ts';
import { count, listed } from './layout.ts';
import { printable } from './printable.ts';

/** How much of the origin fails, in words: `2 of 3 addresses: …`, `only for www.example.com (1 of 4 names)`. */
export function reachWords({ reach, originId }: Pick<Finding, 'reach' | 'originId'>, evidence: Evidence): string {
  const { failing, seen, of } = reach;
  const noun = nounFor(of);
  const which = listed(of, 4);
  if (failing >= seen) return everyOne(noun, of.length, which);
  if (noun === 'handshake') return `${which}, so errors come and go`;
  if (noun === 'dial') return `${failing} of ${count(seen, 'dial')}: ${which}`;
  const some = `${of.length} of ${count(Math.max(of.length, dialled(noun, originId, evidence)), noun)}`;
  return noun === 'address' ? `${some} (${which}), so errors come and go` : `only for ${which} (${some})`;
}

function everyOne(noun: Noun, number: number, which: string): string {
  if (noun === 'address' && number === 1) return `the only address tried: ${which}`;
  if (noun === 'dial' || number < 2) return `everything that goes to ${which}`;
  return `${number === 2 ? count(2, noun).replace('2', 'both') : `all ${count(number, noun)}`}: ${which}`;
}

/** How many addresses or names of the origin were dialled; a reach counts dials, of which one address may have several. */
function dialled(noun: 'address' | 'name', originId: string, { origins }: Evidence): number {
  const handshakes = origins.find(({ origin }) => origin.id === originId)?.observations.handshakes;
  const dials = handshakes?.status === 'observed' ? handshakes.value.dials : [];
  return new Set(dials.map(({ target }) => (noun === 'address' ? target.address : target.serverName))).size;
}

type Noun = 'address' | 'name' | 'dial' | 'handshake';

/** What the entries of a reach are: all addresses, all names, handshakes to one address, or a mixture. */
function nounFor(of: readonly string[]): Noun {
  if (of.length === 0) return 'dial';
  if (of.some((words) => HANDSHAKES.test(words))) return 'handshake';
  if (of.every(isAddress)) return 'address';
  return of.some(isAddress) || !of.every(isName) ? 'dial' : 'name';
}

/** As the rules word it. */
const HANDSHAKES = /^\d+ of \d+ handshakes to /;

function isAddress(text: string): boolean {
  return /^[\d.]+$/.test(text) || /^[\da-f:.]+:[\da-f:.]*$/i.test(text);
}

function isName(text: string): boolean {
  return /^[\w*.-]+$/.test(text);
}

/** Which requests go to the finding's origin; undefined where the distribution was not seen or stands in for a lone origin. */
export function pathsHit(
  { originId, tenants }: Pick<Finding, 'originId' | 'tenants'>,
  { distribution, subject }: Evidence,
): string | undefined {
  if (distribution.status !== 'observed' || subject.kind === 'origin') return undefined;
  const paths = pathsOf(originId, distribution.value);
  const { tenancy } = distribution.value;
  return paths && tenants && tenancy ? `${tenantWords(tenants, tenancy)}, ${paths}` : paths;
}

/** Tenants that are named with their domains, and others that are only named. */
const WITH_DOMAINS = 2;
const NAMED = 4;

function tenantWords({ count: number, named }: NonNullable<Finding['tenants']>, { tenants, isCut }: Tenancy): string {
  if (number > 1 && number === tenants.length)
    return isCut ? 'every tenant' : number === 2 ? 'both tenants' : `all ${number} tenants`;
  const words = named.map(({ name, domains }) => {
    const of = number <= WITH_DOMAINS && domains.length > 0 ? ` (${listed(domains, 2)})` : '';
    return `${printable(name, 60)}${of}`;
  });
  const rest = number - Math.min(NAMED, words.length);
  const more = rest > 0 ? ` and ${rest} more` : '';
  return `tenant${number > 1 ? 's' : ''} ${words.slice(0, NAMED).join(', ')}${more}`;
}

function pathsOf(originId: string, distribution: Distribution): string | undefined {
  const hit = behaviorsReaching(originId, distribution);
  if (hit.length === 0) return undefined;
  if (hit.length === distribution.behaviors.length) return 'every path';
  const patterns = (of: Distribution['behaviors']) =>
    listed(
      of.map(({ pathPattern }) => pathPattern),
      4,
      60,
    );
  if (!hit.some(({ isDefault }) => isDefault)) return `only ${patterns(hit)}`;
  const isHit = (one: Behavior) =>
    hit.some((of) => of.pathPattern === one.pathPattern && of.isDefault === one.isDefault);
  return `every path but ${patterns(distribution.behaviors.filter((one) => !isHit(one)))}`;
}
