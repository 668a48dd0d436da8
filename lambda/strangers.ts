import { isBefore } from './dates.ts';
import { type Served, served } from './dials.ts';
import type { Certificate } from './model/certificate.ts';
import type { Handshakes } from './model/handshake.ts';
import type { Listener, ListenerState, ManagedCertificate } from './model/load-balancer.ts';
import { sameSerial } from './renewal.ts';
import { ENDS_TLS, isWhole } from './shown.ts';

/** A dial that was served what is on no listener of ours; `successor` is the listener's certificate that looks like a later issue of it. */
export type Stranger = Served & { readonly successor?: ManagedCertificate };

/** The dials that were served something else than the listener's certificates; undefined where its records do not tell for certain. */
export function strangersAt(
  handshakes: Handshakes,
  state: ListenerState,
  certificates: readonly ManagedCertificate[],
): readonly Stranger[] | undefined {
  if (state.kind !== 'found' || !isKnown(state.listener, certificates)) return undefined;
  return served(handshakes)
    .filter(({ leaf }) => isStrange(leaf, certificates))
    .map((one) => ({ ...one, successor: certificates.find((held) => isSuccessor(held, one.leaf)) }));
}

/** Whether whoever showed this leaf is not the listener: none of its certificates, nor an earlier issue of one. */
export function isElsewhere(leaf: Shown, listener: Listener, certificates: readonly ManagedCertificate[]): boolean {
  const isOurs = certificates.some((held) => isSuccessor(held, leaf));
  return isKnown(listener, certificates) && isStrange(leaf, certificates) && !isOurs;
}

type Shown = Pick<Certificate, 'serial' | 'dnsNames' | 'notBefore'>;

/** Every certificate was described, down to its serial number: one that is missing may be the one that was served. */
function isKnown(listener: Listener, certificates: readonly ManagedCertificate[]): boolean {
  return (
    ENDS_TLS.has(listener.protocol) &&
    listener.certificates.length > 0 &&
    isWhole(listener, certificates) &&
    certificates.every(({ serial }) => serial !== undefined)
  );
}

function isStrange({ serial }: Pick<Shown, 'serial'>, certificates: readonly ManagedCertificate[]): boolean {
  return !certificates.some((held) => sameSerial(held.serial, serial));
}

/** For the same names, and issued later. */
function isSuccessor({ names, notBefore }: ManagedCertificate, leaf: Shown): boolean {
  const held = new Set(names.map((name) => name.toLowerCase()));
  const same = leaf.dnsNames.length > 0 && leaf.dnsNames.every((name) => held.has(name.toLowerCase()));
  return same && notBefore !== undefined && isBefore(leaf.notBefore, notBefore);
}
