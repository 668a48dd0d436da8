import { isListedKey } from './cloudfront/keys.ts';
import { utc } from './dates.ts';
import type { Digest, Replaced, Served } from './model/incident.ts';

/** Characters of a name that somebody else chose, and of a serial number. */
const MAX_NAME = 60;
const MAX_SERIAL = 16;

/** Fingerprints that are remembered beside the first. */
export const MAX_ALSO = 8;

/**
 * The certificate in whose place another one is served; undefined where that cannot be said: another origin was looked at, the old
 * one is still served beside it, or the new one was seen beside the old, as where several servers stand behind one name.
 */
export function replacedSince(
  { served: before, examinedAt: since }: Pick<Digest, 'served' | 'examinedAt'>,
  now: Served | undefined,
): Replaced | undefined {
  if (!before || !now || (before.originId ?? now.originId) !== now.originId) return undefined;
  if (isAmong(now, before) || isAmong(before, now)) return undefined;
  return { before, now, since: before.seenAt ?? since };
}

function isAmong({ fingerprint }: Served, { fingerprint: first, also = [] }: Served): boolean {
  return fingerprint === first || also.includes(fingerprint);
}

/** What is served now, with what was served before: a certificate that comes and goes is told once. */
export function withHistory(now: Served | undefined, before: Served | undefined): Served | undefined {
  if (!now || !before) return now ?? before;
  const also = [...(now.also ?? []), before.fingerprint, ...(before.also ?? [])];
  const others = [...new Set(also)].filter((one) => one !== now.fingerprint).slice(0, MAX_ALSO);
  return { ...now, ...(others.length > 0 && { also: others }) };
}

/** `the certificate was replaced: serial 0A → 0C, issuer R10 → E5, RSA 2048 → EC P-256`; what is the same is not told. */
export function replacedInWords({ before, now }: Pick<Replaced, 'before' | 'now'>): string {
  const parts = [
    `serial ${serial(before.serial)} → ${serial(now.serial)}`,
    ...differs('issuer ', issuer(before), issuer(now)),
    ...differs('', keyName(before.key), keyName(now.key)),
  ];
  return `the certificate was replaced: ${parts.join(', ')}${bothTaken(before.key, now.key)}; the new one ends ${utc(now.notAfter)}`;
}

function differs(what: string, before: string | undefined, now: string | undefined): string[] {
  return before !== undefined && now !== undefined && before !== now ? [`${what}${before} → ${now}`] : [];
}

function serial(hex: string): string {
  return hex.length > MAX_SERIAL ? `${hex.slice(0, MAX_SERIAL)}…` : hex;
}

/** The authority's own name, where it has one. */
function issuer({ issuer: subject }: Served): string | undefined {
  const [, name] = /(?:^|, )CN=([^,]+)/.exec(subject ?? '') ?? [];
  return (name ?? subject)?.slice(0, MAX_NAME);
}

const CURVES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

/** Curves as people call them. */
function keyName(key: string | undefined): string | undefined {
  return key?.replace(/^EC (\w+)$/, (all, curve: string) => (CURVES[curve] ? `EC ${CURVES[curve]}` : all));
}

/** Another type of key is easily suspected; where AWS names both, it is a change and no fault. */
function bothTaken(before: string | undefined, now: string | undefined): string {
  const type = (key: string) => key.split(' ')[0];
  if (before === undefined || now === undefined || type(before) === type(now)) return '';
  return isListedKey(before) && isListedKey(now) ? ' (CloudFront takes both)' : '';
}
