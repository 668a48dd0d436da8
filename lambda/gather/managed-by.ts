import type { NetworkInterface } from '../model/whereabouts.ts';

/** How Elastic Load Balancing describes its interfaces: `ELB app/name/id`, `ELB net/name/id`, `ELB name` for a classic one. */
const DESCRIPTION = /^ELB ((?:(?:app|net)\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{8,32})|[A-Za-z0-9-]{1,32})$/;

/**
 * The load balancer that keeps an interface, `app/name/id` or the name of a classic one, as its description has it. Not
 * documented, so it is a hint: what it names must be asked for. Anybody may describe an interface of their own like that.
 */
export function managedBy({ managed, description }: NetworkInterface): string | undefined {
  return managed ? DESCRIPTION.exec(description)?.[1] : undefined;
}
