import { type Faults, failingAddresses, pooledAddress } from '../dials.ts';
import type { Certificate } from '../model/certificate.ts';
import type { Distribution, Origin } from '../model/distribution.ts';
import type { Target } from '../model/handshake.ts';
import { namesToCover } from './server-names.ts';

/** A certificate that must be replaced, and how to see that it was. */
export type Replacement = {
  /** A dial that fails: what the verification repeats. */
  readonly target: Target;
  /** What it was served. */
  readonly leaf: Certificate;
  /** Names that the new certificate must carry. */
  readonly names: readonly string[];
  /** The addresses that fail, where others do not. */
  readonly addresses?: readonly string[];
  /** An address that serves another certificate for the same name, free of this fault. */
  readonly goodAt?: string;
  /** An address behind which several servers stand, of which some serve another certificate, free of this fault. */
  readonly pooledAt?: string;
};

/** What to replace so that every dial that fails succeeds. */
export function toReplace(
  { first, failing, seen }: Faults<unknown>,
  scene: { readonly origin: Origin; readonly distribution: Distribution },
): Replacement {
  const { target, leaf } = first;
  const names = namesToCover(
    failing.map((one) => one.target),
    leaf,
    scene,
  );
  return {
    target,
    leaf,
    names,
    addresses: failingAddresses(failing, seen),
    goodAt: goodAddress({ failing, seen }),
    pooledAt: pooledAddress(failing, seen),
  };
}

function goodAddress({ failing, seen }: Pick<Faults<unknown>, 'failing' | 'seen'>): string | undefined {
  const names = new Set(failing.map(({ target }) => target.serverName));
  const addresses = new Set(failing.map(({ target }) => target.address));
  const good = seen.filter(({ target }) => names.has(target.serverName) && !addresses.has(target.address));
  return names.size === 1 ? good[0]?.target.address : undefined;
}
