import type { PathFault, PathPlace } from '../model/certificate.ts';
import type { Limits } from './limits.ts';
import { disallowedName } from './name-constraints.ts';

/** One certificate of a path and where it stands. */
export type Placed = { readonly at: PathPlace; readonly limits: Limits };

/** Extended key usages that let a certificate serve TLS: serverAuth, and Microsoft's and Netscape's step-up of the nineties. https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.12 */
const SERVES: readonly string[] = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.4.1.311.10.3.3', '2.16.840.1.113730.4.1'];

/** Bits of the key usage. https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.3 */
const KEY_CERT_SIGN = 0x04;
/** digitalSignature, keyEncipherment or keyAgreement: one of them is what a server needs. */
const TLS_SERVER = 0x80 | 0x20 | 0x08;

/** Names times subtrees, beyond which OpenSSL and its descendants refuse too. https://github.com/openssl/openssl/blob/master/crypto/x509/v3_ncons.c */
const MAX_COMPARISONS = 1 << 20;

/** Purposes told of one certificate. */
const MAX_TOLD = 8;

/**
 * What stands against a path whose signatures hold, dates left aside. `path` runs from the leaf to the anchor, which is held to
 * its own extensions too, as OpenSSL does it. https://www.rfc-editor.org/rfc/rfc5280#section-6.1.4
 */
export function faultsOfPath(path: readonly Placed[]): PathFault[] {
  return [
    ...path.flatMap((one, index) => (index === 0 ? leafFaults(one) : authorityFaults(one, path.slice(1, index)))),
    ...nameFaults(path),
  ];
}

function leafFaults(leaf: Placed): PathFault[] {
  const { at, limits } = leaf;
  const usable = limits.keyUsage === undefined || (limits.keyUsage & TLS_SERVER) !== 0;
  return [...(usable ? [] : [{ kind: 'key-usage' as const, at }]), ...sharedFaults(leaf)];
}

/** `below`: the certificates between it and the leaf. */
function authorityFaults(authority: Placed, below: readonly Placed[]): PathFault[] {
  const { at, limits } = authority;
  const { isAuthority, keyUsage, pathLength } = limits;
  const faults: PathFault[] = sharedFaults(authority);
  if (!isAuthority) faults.push({ kind: 'not-authority', at });
  else if (keyUsage !== undefined && (keyUsage & KEY_CERT_SIGN) === 0) faults.push({ kind: 'key-usage', at });
  const count = below.filter((one) => !one.limits.isSelfIssued).length;
  if (pathLength !== undefined && count > pathLength) {
    faults.push({ kind: 'path-length', at, allows: pathLength, below: count });
  }
  return faults;
}

/** `anyExtendedKeyUsage` alone does not do: AWS's client refuses it. */
function sharedFaults({ at, limits: { purposes, unknownCritical } }: Placed): PathFault[] {
  const [extension] = unknownCritical;
  const serves = purposes === undefined || purposes.some((purpose) => SERVES.includes(purpose));
  return [
    ...(serves ? [] : [{ kind: 'purpose' as const, at, purposes: purposes.slice(0, MAX_TOLD) }]),
    ...(extension === undefined
      ? []
      : [{ kind: 'critical-extension' as const, at, extension: extension.slice(0, 64) }]),
  ];
}

/** Constraints bind every certificate below, but for authorities that merely changed their key. */
function nameFaults(path: readonly Placed[]): PathFault[] {
  let left = MAX_COMPARISONS;
  const faults: PathFault[] = [];
  for (const [index, { at: carriedBy, limits }] of path.entries()) {
    if (carriedBy === 'anchor' || (index > 0 && limits.isSelfIssued)) continue;
    for (const { at, limits: above } of path.slice(index + 1)) {
      const constraints = above.nameConstraints;
      if (!constraints) continue;
      const names = limits.names();
      left -= names.length * (constraints.permitted.length + constraints.excluded.length);
      const name = left < 0 ? 'more names than can be checked' : disallowedName(names, constraints);
      if (name !== undefined) faults.push({ kind: 'name-constraints', at, name, carriedBy });
    }
  }
  return faults;
}
