import { ec2Name } from '../cloudfront/address-name.ts';
import type { Resolver } from '../model/world.ts';
import { awaitEvent } from './await-event.ts';

/** Addresses whose names are looked up; those of one origin lie in one Region, hardly ever in two. */
const MAX_LOOK_UPS = 4;

/** Names read of one address. */
const MAX_NAMES = 8;

/** How long reverse DNS may take: it only saves asking other Regions. */
const REVERSE_MAY_TAKE_MS = 2_000;

/** The Regions that reverse DNS names for these addresses, each once. Whoever owns an address may give it any name: only EC2's own counts. */
export async function regionsOf(
  resolver: Resolver,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const asked = addresses.slice(0, MAX_LOOK_UPS);
  const names = await Promise.all(asked.map((address) => namesOf(resolver, address, signal)));
  const regions = names.flatMap((found, index) =>
    found
      .map(ec2Name)
      .filter((one) => one?.address === asked[index])
      .map((one) => one?.region ?? ''),
  );
  return [...new Set(regions)];
}

/** Never throws; none where DNS has none or does not answer in time. */
async function namesOf(resolver: Resolver, address: string, signal: AbortSignal): Promise<readonly string[]> {
  return awaitEvent<readonly string[]>({ withinMs: REVERSE_MAY_TAKE_MS, signal }, [], (settle) => {
    resolver.reverse(address).then(
      (names) => settle(names.slice(0, MAX_NAMES)),
      () => settle([]),
    );
  });
}
