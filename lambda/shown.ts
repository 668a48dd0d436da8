import { behaviorsReaching } from './cloudfront/behaviors.ts';
import { type SentName, sentNames } from './cloudfront/sent-names.ts';
import { unique } from './dials.ts';
import type { Listener, ManagedCertificate } from './model/load-balancer.ts';
import type { Scene } from './place.ts';
import { canBeCertified } from './remedies/server-names.ts';
import { sniChoice } from './sni-choice.ts';

/** Listeners that end TLS themselves; TCP passes it on to the targets. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html */
export const ENDS_TLS: ReadonlySet<string> = new Set(['HTTPS', 'TLS', 'SSL']);

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

/** The certificates that the listener may show for a name: one, unless AWS's rules do not choose among several. */
export function shownFor(
  name: string,
  listener: Listener,
  certificates: readonly ManagedCertificate[],
  at: string,
): readonly ManagedCertificate[] {
  return sniChoice(name, listener, certificates, at).shown;
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
