import { carrierNamed, ORIGIN_FACING, openings, originFacing } from './cloudfront/admission.ts';
import { cut, list } from './dials.ts';
import type { Family, InboundRule, SecurityGroup, SecurityGroups } from './model/security-group.ts';

/** Family names for a sentence. */
export const FAMILY: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };

/** Whom the rules for the port admit, as words for a line of evidence; `nobody` where there is no such rule. */
export function admittedWords(seen: SecurityGroups): string {
  const sources = openings(seen, seen.port).flatMap(({ rule }) => sourcesOf(rule, seen));
  return list([...new Set(sources)], 6) || 'nobody';
}

function sourcesOf({ cidrs, prefixListIds, groupIds }: InboundRule, seen: SecurityGroups): string[] {
  const { prefixLists } = seen;
  const named = prefixListIds.map((id) => {
    const name = prefixLists.find((one) => one.id === id)?.name;
    return name ? `${cut(name, 60)} (${id})` : `prefix list ${id}`;
  });
  return [
    ...named,
    ...cidrs,
    ...groupIds.map((id) => `carriers of ${groupWords({ id, name: carrierNamed(seen, id) ?? '' })}`),
  ];
}

/** The first ports, other than the dialled one, on which CloudFront is admitted; `every port` never comes here. */
export function otherPorts(seen: SecurityGroups, family: Family): string[] {
  const ours = originFacing(seen, family)?.id;
  const rules = seen.groups
    .flatMap(({ rules }) => rules)
    .filter(({ prefixListIds }) => prefixListIds.some((id) => id === ours));
  return [
    ...new Set(rules.map(({ fromPort, toPort }) => (fromPort === toPort ? `${fromPort}` : `${fromPort}-${toPort}`))),
  ];
}

/** A list of AWS that rules name on the port, and that does not hold the addresses which CloudFront dials from. */
export function wrongList(
  seen: SecurityGroups,
  family: Family,
): { readonly name: string; readonly why: string } | undefined {
  const ids = openings(seen, seen.port).flatMap(({ rule }) => rule.prefixListIds);
  const wrong = seen.prefixLists.find(
    ({ id, isOfAws, name }) => isOfAws && ids.includes(id) && name !== ORIGIN_FACING[family],
  );
  if (!wrong) return undefined;
  const other = Object.values(ORIGIN_FACING).includes(wrong.name);
  const why = other
    ? `it holds CloudFront's ${FAMILY[wrong.family]} addresses, none of those that it dials from over ${FAMILY[family]}`
    : 'it holds the addresses of another AWS service';
  return { name: wrong.name, why };
}

/** `sg-0a1b (shop-alb)`. */
export function groupWords({ id, name }: Pick<SecurityGroup, 'id' | 'name'>): string {
  return name && name !== id ? `${id} (${cut(name, 40)})` : id;
}
