import type { Behavior, Distribution } from '../model/distribution.ts';

/** Behaviors that can send a request to this origin, directly or through an origin group, in order of precedence. */
export function behaviorsReaching(originId: string, { behaviors, originGroups }: Distribution): readonly Behavior[] {
  const groups = originGroups.filter(({ members }) => members.includes(originId)).map(({ id }) => id);
  return behaviors.filter(({ targetOriginId }) => targetOriginId === originId || groups.includes(targetOriginId));
}
