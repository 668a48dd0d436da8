import { utc } from './dates.ts';
import type { Served } from './dials.ts';
import type { Observations } from './model/evidence.ts';
import type { Listener, ManagedCertificate } from './model/load-balancer.ts';
import { sameSerial } from './renewal.ts';
import { patternCovers } from './tls/names.ts';

/** What a listener shows to a client that asks for a name, by its records. */
export type SniChoice = {
  /** Several where AWS's rules put none of them first; none where the one that would be shown was not described. */
  readonly shown: readonly ManagedCertificate[];
  /** The others that cover the name, in the order in which they would take their place. */
  readonly rivals: readonly ManagedCertificate[];
};

/**
 * "If the hostname provided by a client matches multiple certificates in the certificate list, the load balancer selects the
 * best"; where none matches it shows the default one, which is on the list only where somebody put it there.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
 */
export function sniChoice(
  name: string,
  { certificates }: Pick<Listener, 'certificates'>,
  managed: readonly ManagedCertificate[],
  at: string,
): SniChoice {
  const described = (arn: string) => managed.find((one) => one.arn === arn) ?? [];
  const covering = certificates
    .filter(({ isDefault, alsoListed }) => !isDefault || alsoListed)
    .flatMap(({ arn }) => described(arn))
    .filter(({ names }) => names.some((pattern) => patternCovers(pattern, name)))
    .toSorted((one, other) => compare(one, other, at));
  const [first] = covering;
  if (!first) return { shown: certificates.filter(isDefault).flatMap(({ arn }) => described(arn)), rivals: [] };
  const isFirst = (one: ManagedCertificate) => compare(first, one, at) === 0;
  return { shown: covering.filter(isFirst), rivals: covering.filter((one) => !isFirst(one)) };
}

function isDefault({ isDefault: is }: Listener['certificates'][number]): boolean {
  return is;
}

/** ECDSA before RSA, then in date, then the stronger hash, then the longer key; of "validity period" AWS does not say which way. */
function ranks(certificate: ManagedCertificate, at: string): number[] {
  const { keyAlgorithm = '', signatureAlgorithm = '', notAfter } = certificate;
  return [
    keyAlgorithm.startsWith('EC') ? 1 : 0,
    notAfter !== undefined && Date.parse(notAfter) < Date.parse(at) ? 0 : 1,
    numberIn(/^SHA-?(\d+)/i, signatureAlgorithm),
    numberIn(/(\d{3,5})/, keyAlgorithm),
  ];
}

function numberIn(pattern: RegExp, text: string): number {
  return Number(pattern.exec(text)?.[1] ?? 0);
}

/** The better one first; evenly ranked ones as they came. */
function compare(one: ManagedCertificate, other: ManagedCertificate, at: string): number {
  const theirs = ranks(other, at);
  return (
    ranks(one, at)
      .map((rank, index) => (theirs[index] ?? 0) - rank)
      .find((difference) => difference !== 0) ?? 0
  );
}

type Seen = Pick<Observations, 'listener' | 'certificates'> & { readonly examinedAt: string };

/**
 * Why the listener showed this certificate while another one covers the name too, and which that is: one sentence with a
 * leading blank, or nothing.
 */
export function preferredTo(
  { leaf, target }: Pick<Served, 'leaf' | 'target'>,
  { listener, certificates, examinedAt }: Seen,
): string {
  if (listener.status !== 'observed' || listener.value.kind !== 'found' || certificates.status !== 'observed')
    return '';
  const { shown, rivals } = sniChoice(target.serverName, listener.value.listener, certificates.value, examinedAt);
  const served = shown.find(({ serial }) => sameSerial(serial, leaf.serial));
  const [next] = rivals;
  if (!served || !next) return '';
  const keyOf = ({ keyAlgorithm = 'key unknown' }: ManagedCertificate) => keyAlgorithm;
  const until = next.notAfter ? `, until ${utc(next.notAfter)}` : '';
  return ` The listener prefers it (${keyOf(served)}) to ${next.arn} (${keyOf(next)}${until}), which covers the name too${why(served, next)}. Without it that one is shown.`;
}

/** The rule that decides between the two, where it is the one that surprises people. */
function why(one: ManagedCertificate, other: ManagedCertificate): string {
  const isEc = ({ keyAlgorithm = '' }: ManagedCertificate) => keyAlgorithm.startsWith('EC');
  return isEc(one) && !isEc(other) ? ': ECDSA comes before RSA, whatever the dates' : '';
}
