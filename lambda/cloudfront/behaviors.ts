import type { Behavior, Distribution } from '../model/distribution.ts';
import { configuredId } from './tenants.ts';

/** Behaviors that can send a request to this origin, directly, through an origin group or by their code, in order of precedence. */
export function behaviorsReaching(originId: string, distribution: Distribution): readonly Behavior[] {
  const { behaviors, originGroups, origins } = distribution;
  const configured = configuredId(originId, distribution);
  const groups = originGroups.filter(({ members }) => members.includes(configured)).map(({ id }) => id);
  const reaching = behaviors.filter(
    (behavior) =>
      behavior.targetOriginId === configured ||
      groups.includes(behavior.targetOriginId) ||
      selectedBy(behavior).includes(configured),
  );
  return origins.some(({ id, byFunction }) => id === originId && byFunction) ? reaching.map(ownHost) : reaching;
}

/** Ids of the origins that the code of a behavior is seen to select. */
export function selectedBy({ edgeFunctions }: Behavior): readonly string[] {
  return edgeFunctions.flatMap(({ selects = [] }) => selects);
}

/**
 * Code that names an origin has CloudFront ask for that name, whatever policies forward.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
function ownHost(behavior: Behavior): Behavior {
  return { ...behavior, hostForwarding: { kind: 'not-forwarded' } };
}
