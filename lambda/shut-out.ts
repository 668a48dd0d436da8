import { FAMILY, groupWords, otherPorts, wrongList } from './admitted.ts';
import { admission, carrierNamed, openings } from './cloudfront/admission.ts';
import { list } from './dials.ts';
import type { Origin } from './model/distribution.ts';
import type { Family, SecurityGroups } from './model/security-group.ts';
import type { Unseen } from './rule.ts';

/** How security groups shut CloudFront out. `missing`: its ranges that are left out where others are admitted; `whole`: nothing of it gets in. */
export type ShutOut = {
  readonly seen: SecurityGroups;
  readonly family: Family;
  readonly missing?: readonly string[];
  readonly whole: boolean;
  /** Behind a VPC origin: groups that are admitted in the place of the one that CloudFront's interfaces carry. */
  readonly others?: readonly { readonly id: string; readonly name: string }[];
};

/** The first family in which CloudFront is shut out; nothing where it is in none. */
export function shutOut(seen: SecurityGroups, origin: Origin): ShutOut | Unseen | undefined {
  const facts = inOneFamily(seen);
  if (!facts || 'unseen' in facts) return facts;
  const others = origin.connection.type === 'vpc' ? (othersAdmitted(seen) ?? []) : [];
  return mayMeanCloudFront(seen, origin) ?? (others.length > 0 ? { ...facts, others } : facts);
}

function inOneFamily(seen: SecurityGroups): ShutOut | Unseen | undefined {
  const each = seen.families.map((family) => ({ family, admitted: admission(seen, family) }));
  const shut = each.filter(({ admitted: { kind } }) => kind === 'closed' || kind === 'partly');
  const [first] = shut;
  if (!first) return each.flatMap(({ admitted }) => (admitted.kind === 'unknown' ? [{ unseen: admitted.why }] : []))[0];
  const { family, admitted } = first;
  if (admitted.kind === 'partly') return { seen, family, missing: admitted.missing, whole: false };
  const whole = each.every((one) => one.admitted.kind === 'closed') && seen.answering.length === 0;
  return { seen, family, whole };
}

const which = ({ groups }: SecurityGroups): string =>
  groups.length === 1 ? `Security group ${groups[0]?.id}` : `None of ${groups.length} security groups`;

/**
 * Into a private network CloudFront comes through interfaces of its own, which carry a group that AWS makes there. A rule for
 * that group has let it in already; one for a range, or for a group whose name is not known, may mean those interfaces.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
function mayMeanCloudFront(seen: SecurityGroups, { connection }: Origin): Unseen | undefined {
  const inside = openings(seen, seen.port).find(
    ({ rule }) => rule.cidrs.length > 0 || rule.groupIds.some((id) => carrierNamed(seen, id) === undefined),
  );
  if (connection.type !== 'vpc' || !inside) return undefined;
  return {
    unseen: `security group ${inside.group.id} admits others on port ${seen.port}, and CloudFront's own interfaces may be among them`,
  };
}

/** Other groups that a rule admits behind a VPC origin, in the place of CloudFront's. */
function othersAdmitted(seen: SecurityGroups): SecurityGroups['carriers'] {
  const ids = openings(seen, seen.port).flatMap(({ rule }) => rule.groupIds);
  return seen.carriers?.filter(({ id }) => ids.includes(id));
}

/** One sentence without a full stop; the wrong port or the wrong list is named, since that is what is to be mended. */
export function shutOutTitle({ seen, family, missing, whole, others }: ShutOut): string {
  const { port, groups } = seen;
  const elsewhere = otherPorts(seen, family);
  const wrong = wrongList(seen, family);
  const over = seen.answering.length > 0 ? ` over ${FAMILY[family]}` : '';
  if (missing) {
    const count = missing.length === 1 ? 'one is' : `${missing.length} are`;
    return `Not all of CloudFront's address ranges are admitted on port ${port} by the security group: ${count} missing`;
  }
  if (others && groups.length === 1)
    return `${which(seen)} admits ${list(others.map(groupWords), 2)} on port ${port}, and not CloudFront`;
  if (groups.length > 1) return `${which(seen)} of the origin admits CloudFront${over} on port ${port}`;
  if (wrong && whole) return `${which(seen)} names the wrong prefix list on port ${port}: ${wrong.name}`;
  if (elsewhere.length > 0)
    return `${which(seen)} admits CloudFront${over} on port ${list(elsewhere, 3)}, not on ${port}, which it dials`;
  return `${which(seen)} does not admit CloudFront${over} on port ${port}`;
}
