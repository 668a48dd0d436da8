import { daysAgo, isBefore, utc } from './dates.ts';
import { partly, reach, type Served, served, where } from './dials.ts';
import type { Handshakes } from './model/handshake.ts';
import type { ManagedCertificate } from './model/load-balancer.ts';
import { replaceCertificate } from './remedies/replace-certificate.ts';
import { restoreRenewal } from './remedies/restore-renewal.ts';
import { canBeCertified } from './remedies/server-names.ts';
import type { Sight } from './remedies/serving.ts';
import { sameSerial } from './renewal.ts';
import type { Judgement } from './rule.ts';

/** A certificate that ACM cannot renew; `hit` are the dials that were served this very one, expired: none where it is still in date or was not served. */
export type Lapse = {
  readonly managed: ManagedCertificate;
  readonly hit: readonly Served[];
  readonly seen: readonly Served[];
};

/** The worst of the certificates that cannot be renewed: what was served expired first, then what ends first. It leads only where it was served. */
export function worstLapse(
  stuck: readonly ManagedCertificate[],
  handshakes: Handshakes,
  at: string,
): Judgement<Lapse> | undefined {
  const seen = served(handshakes);
  const [worst] = stuck
    .map((managed): Lapse => ({ managed, seen, hit: seen.filter((one) => isExpired(one, managed, at)) }))
    .sort((a, b) => b.hit.length - a.hit.length || (a.managed.notAfter ?? '').localeCompare(b.managed.notAfter ?? ''));
  if (!worst) return undefined;
  const [first] = worst.hit;
  return {
    facts: worst,
    witness: { kind: 'certificate', key: first?.leaf.fingerprint ?? worst.managed.arn },
    reach: reach(worst.hit, seen),
    leads: first !== undefined,
    breaksAt: first?.leaf.notAfter ?? worst.managed.notAfter,
  };
}

function isExpired({ leaf }: Served, { serial }: ManagedCertificate, at: string): boolean {
  return sameSerial(serial, leaf.serial) && isBefore(leaf.notAfter, at);
}

/** For a title: `Certificate for origin.example.com expired on 1 of 2 addresses`, `… expires in 9 days`. */
export function lapseWords({ managed, hit, seen }: Lapse, at: string): string {
  const end = endOf({ managed, hit });
  const state = isBefore(end, at) ? `expired${hit.length > 0 ? where(hit, seen) : ''}` : `expires ${daysAgo(end, at)}`;
  return `Certificate for ${managed.domainName} ${state}`;
}

/** What it means for viewers. */
export function lapseMeaning({ managed, hit, seen }: Lapse, at: string): string {
  const end = endOf({ managed, hit });
  if (hit.length > 0) return `It expired ${daysAgo(end, at)}, and CloudFront answers 502 itself.${partly(hit, seen)}`;
  if (isBefore(end, at)) return 'It is on the listener, but no dial was served it.';
  return `It serves until ${utc(end)}; from then on CloudFront answers 502.`;
}

/** Another certificate where this one was served expired; while it is in date, whatever lets ACM renew it. */
export function mendLapse({ managed, hit: [first] }: Lapse, sight: Sight) {
  if (!first) return isBefore(managed.notAfter ?? '', sight.examinedAt) ? [] : restoreRenewal(managed);
  const { target, leaf } = first;
  return replaceCertificate({ target, leaf, names: managed.names.filter(canBeCertified).slice(0, 10) }, sight);
}

function endOf({ managed, hit }: Pick<Lapse, 'managed' | 'hit'>): string {
  return managed.notAfter ?? hit[0]?.leaf.notAfter ?? '';
}
