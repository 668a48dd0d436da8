import type { Certificate } from '../model/certificate.ts';
import type { Distribution, Origin } from '../model/distribution.ts';
import type { Target } from '../model/handshake.ts';

/** Names under which a public authority issues to nobody but AWS. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html */
const OF_AWS = /(^|\.)(amazonaws\.com(\.cn)?|amazonaws\.eu|cloudfront\.net|on\.aws|aws)$/i;

/** A name that a public certificate can carry. */
const HOST_NAME = /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}$/i;

/** How many a command names; https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html allows ten without a raise. */
const MAX_NAMES = 10;

/** Whether it is a name that AWS gave, for which nobody else can have a certificate. */
export function isGivenByAws(name: string): boolean {
  return OF_AWS.test(name.slice(-254));
}

/** Whether a public certificate can be had for this name by whoever owns it. */
export function canBeCertified(name: string): boolean {
  return name.length <= 253 && HOST_NAME.test(name) && !OF_AWS.test(name);
}

/**
 * Names that a new certificate must carry so that these dials succeed; where they send no name that can be certified,
 * those that the served leaf carries, else the aliases. At least one, perhaps a placeholder in capitals.
 */
export function namesToCover(
  targets: readonly Target[],
  leaf: Pick<Certificate, 'dnsNames'> | undefined,
  { origin, distribution }: { readonly origin: Origin; readonly distribution: Distribution },
): string[] {
  const choices = [
    targets.map(({ serverName }) => serverName),
    [origin.domainName],
    leaf?.dnsNames ?? [],
    distribution.aliases,
  ];
  const usable = choices.map((names) => [...new Set(names.filter(canBeCertified))]);
  return usable.find((names) => names.length > 0)?.slice(0, MAX_NAMES) ?? ['YOUR_NAME'];
}
