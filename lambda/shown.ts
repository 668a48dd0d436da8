import { behaviorsReaching } from './cloudfront/behaviors.ts';
import { type SentName, sentNames } from './cloudfront/sent-names.ts';
import { isBefore } from './dates.ts';
import { unique } from './dials.ts';
import type { Listener, ManagedCertificate } from './model/load-balancer.ts';
import type { Scene } from './place.ts';
import { canBeCertified } from './remedies/server-names.ts';
import { patternCovers } from './tls/names.ts';

/** Listeners that end TLS themselves; TCP passes it on to the targets. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html */
export const ENDS_TLS: ReadonlySet<string> = new Set(['HTTPS', 'TLS']);

/** Whether every certificate of the listener was described. */
export function isWhole(
  { certificates: held, certificatesCut }: Listener,
  managed: readonly ManagedCertificate[],
): boolean {
  return !certificatesCut && held.every(({ arn }) => managed.some((one) => one.arn === arn));
}

/** The names that CloudFront sends and that somebody can have a certificate for; all of them where there is none such. */
export function namesSent({ origin, distribution }: Pick<Scene, 'origin' | 'distribution'>): readonly SentName[] {
  const { names } = sentNames(origin, behaviorsReaching(origin.id, distribution), distribution);
  const usable = names.filter(({ serverName }) => canBeCertified(serverName));
  return usable.length > 0 ? usable : names;
}

/**
 * The certificates that the listener may show for a name: those that cover it, ECDSA before RSA, then those in date; where none
 * covers it, the default one. Several where these do not choose.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
 */
export function shownFor(
  name: string,
  listener: Listener,
  certificates: readonly ManagedCertificate[],
  at: string,
): ManagedCertificate[] {
  const covering = certificates.filter((one) => one.names.some((of) => patternCovers(of, name)));
  const standard = listener.certificates.find(({ isDefault }) => isDefault)?.arn;
  if (covering.length === 0) return certificates.filter(({ arn }) => arn === standard);
  return [isEcdsa, isInDate(at)].reduce((left, better) => (left.some(better) ? left.filter(better) : left), covering);
}

/** The same for several names, each certificate once, in the order of the names. */
export function mayShow(
  names: readonly string[],
  listener: Listener,
  certificates: readonly ManagedCertificate[],
  at: string,
): ManagedCertificate[] {
  return unique(names.flatMap((name) => shownFor(name, listener, certificates, at)));
}

const isEcdsa = ({ keyAlgorithm }: ManagedCertificate) => keyAlgorithm?.startsWith('EC') === true;

const isInDate =
  (at: string) =>
  ({ notAfter = '' }: ManagedCertificate) =>
    !isBefore(notAfter, at);
