import type { Step } from './model/finding.ts';
import type { Owned, Owner, Owners } from './model/owner.ts';
import { propertyOf } from './remedies/properties.ts';

/** The first thing that these steps would change and something else owns; undefined where there is none. */
export function ownedBy(steps: readonly Step[], { owners }: Owners): Owned | undefined {
  const commands = steps.flatMap(({ command }) => (command ? [command] : []));
  return first(commands, (command) => first(owners, (owner) => owned(command, owner)) ?? ownedAround(command, owners));
}

function owned(command: string, { arn, keeper }: Owner): Owned | undefined {
  const property = propertyOf(command, keeper.kind);
  return property && wordsOf(command).includes(nameIn(command, arn)) ? { arn, keeper, property } : undefined;
}

/** A listener without tags belongs to its load balancer: their ARNs agree from `app/` or `net/` on. */
function ownedAround(command: string, owners: readonly Owner[]): Owned | undefined {
  return first(owners, ({ arn, keeper }) => {
    const [, path] = arn.split(':loadbalancer/');
    const property = path && command.includes(`:listener/${path}/`) ? propertyOf(command, keeper.kind) : undefined;
    return property ? { arn, keeper, partOf: true, property } : undefined;
  });
}

/** Commands name distributions and security groups by their ids alone. */
function nameIn(command: string, arn: string): string {
  return command.includes(arn) ? arn : (arn.split('/').at(-1) ?? arn);
}

function wordsOf(command: string): string[] {
  return command.split(/[\s'"]+/);
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
