import { cut, list } from './dials.ts';
import type { TargetGroup } from './model/target-health.ts';

/** How many targets a group has, fit or not. */
export function sizeOf({ states }: TargetGroup): number {
  return Object.values(states).reduce((sum, count) => sum + count, 0);
}

/**
 * Whether anything in the group takes requests. `unavailable` is a target whose health nobody checks, as a function's is by
 * default. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function isFit({ states }: TargetGroup): boolean {
  return (states.healthy ?? 0) > 0 || (states.unavailable ?? 0) > 0;
}

/** A classic load balancer has instances. */
export function nounOf({ of }: Pick<TargetGroup, 'of'>): 'instance' | 'target' {
  return of === 'instances' ? 'instance' : 'target';
}

/** For a sentence: `group shop-web has no targets`, `2 of 3 targets of group shop-web are healthy (1 Target.Timeout)`. */
export function healthWords(group: TargetGroup): string {
  const all = sizeOf(group);
  const name = cut(group.name, 40);
  const where = group.of ? `load balancer ${name}` : `group ${name}`;
  if (all === 0) return `${where} has no ${nounOf(group)}s`;
  const { healthy = 0 } = group.states;
  const reasons = reasonsOf(group);
  const why =
    reasons.length > 0
      ? ` (${list(
          reasons.map(({ code, count }) => `${count} ${code}`),
          3,
        )})`
      : '';
  return `${healthy} of ${all} ${nounOf(group)}${all === 1 ? '' : 's'} of ${where} ${all === 1 ? 'is' : 'are'} healthy${why}`;
}

/** Why targets are not healthy, the commonest first; AWS's code, or the state where it gives none. Of instances AWS gives words, and no code. */
export function reasonsOf({
  unfit,
  of,
}: Pick<TargetGroup, 'unfit' | 'of'>): { readonly code: string; readonly count: number }[] {
  if (of) return [];
  const counts = new Map<string, number>();
  for (const { reason, state } of unfit) counts.set(reason ?? state, (counts.get(reason ?? state) ?? 0) + 1);
  return [...counts].map(([code, count]) => ({ code, count })).toSorted((a, b) => b.count - a.count);
}
