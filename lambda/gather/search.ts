import { loadBalancerName } from '../cloudfront/origin-kind.ts';
import type { Search } from './behind.ts';
import { leadsOf, zonesNamed } from './hosted-zone.ts';
import { findLoadBalancer, loadBalancerNamed } from './load-balancer.ts';
import { interfacesWith } from './network-interface.ts';
import { once } from './once.ts';
import type { Look } from './sources.ts';

/** What stands behind names; each question is asked once for one examination. */
export function searchOf({ aws, world, signal }: Look): Search {
  return {
    resolver: world.resolver,
    signal,
    regions: world.regions ?? [],
    loadBalancer: once(
      (names) => names.filter(loadBalancerName).join() || names.join(),
      (names) => findLoadBalancer(aws, names, signal),
    ),
    loadBalancerNamed: once(
      (region, path) => `${region} ${path}`,
      (region, path) => loadBalancerNamed(aws, region, path, signal),
    ),
    zonesNamed: once(
      (name) => name,
      (name) => zonesNamed(aws, name, signal),
    ),
    leadsOf: once(
      ({ id }, name) => `${id} ${name}`,
      (zone, name) => leadsOf(aws, zone, name, signal),
    ),
    interfacesWith: once(
      (region, addresses) => `${region} ${addresses.join()}`,
      (region, addresses) => interfacesWith(aws, region, addresses, signal),
    ),
  };
}
