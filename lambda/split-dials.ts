import type { Target } from './model/handshake.ts';

/** Anything that knows which dial it speaks of, and how many handshakes ended so. */
export type Dialled = { readonly target: Target; readonly times?: number };

/** What tells failing dials from sound ones. */
export type Split = {
  readonly by: 'address' | 'name' | 'dial' | 'handshake';
  /** Words for each; `1 of 4 handshakes to 203.0.113.10` where handshakes to one address end now so, now otherwise. */
  readonly failing: readonly string[];
  readonly seen: readonly string[];
};

const ADDRESS = ({ target }: Dialled) => target.address;
const NAME = ({ target }: Dialled) => target.serverName;
const DIAL = ({ target }: Dialled) => `${target.serverName} at ${target.address}`;

/** Tells failing dials from sound ones by address if that can be done, else by name, else dial by dial, handshake by handshake. */
export function split(failing: readonly Dialled[], seen: readonly Dialled[]): Split {
  const good = seen.filter((one) => !failing.some(({ target }) => target === one.target));
  const several = (key: (one: Dialled) => string) => distinct(seen.map(key)).length > 1;
  const isMixed = (key: (one: Dialled) => string) => failing.some((bad) => good.some((one) => key(one) === key(bad)));
  if (isMixed(DIAL)) return byHandshake(failing, seen);
  const apart = (key: (one: Dialled) => string) => several(key) && !isMixed(key);
  const by = apart(ADDRESS) ? 'address' : apart(NAME) ? 'name' : several(DIAL) ? 'dial' : 'name';
  const key = { address: ADDRESS, name: NAME, dial: DIAL }[by];
  return { by, failing: distinct(failing.map(key)), seen: distinct(seen.map(key)) };
}

function byHandshake(failing: readonly Dialled[], seen: readonly Dialled[]): Split {
  const oneName = distinct(seen.map(NAME)).length === 1;
  const told = distinct(failing.map(DIAL)).map((key) => {
    const here = (one: Dialled) => DIAL(one) === key;
    const all = seen.filter(here);
    const where = oneName ? all[0]?.target.address : `${all[0]?.target.address} for ${all[0]?.target.serverName}`;
    return `${handshakes(failing.filter(here))} of ${handshakes(all)} handshakes to ${where}`;
  });
  return { by: 'handshake', failing: told, seen: distinct(seen.map(DIAL)) };
}

/** How many handshakes these are. */
export function handshakes(dials: readonly Dialled[]): number {
  return dials.reduce((sum, { times = 1 }) => sum + times, 0);
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}
