import { behaviorsReaching, selectedBy } from './cloudfront/behaviors.ts';
import { configuredId } from './cloudfront/tenants.ts';
import type { Behavior, Distribution, EdgeFunction } from './model/distribution.ts';
import type { Evidence } from './model/evidence.ts';
import type { Verdict } from './model/finding.ts';
import { lower } from './rule.ts';

/** The rule whose finding says nothing of an origin that only stands in for what code chooses. */
const NO_SUCH_NAME = 'origin-name-unresolvable';

/**
 * Static configuration is no proof where code can send the request elsewhere: then a proven finding is only likely. A name that
 * does not exist, where code is seen to choose another origin, is a stand-in that nobody is meant to reach: worth a line.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export function soften(verdict: Verdict, distribution: Distribution): Verdict {
  if (verdict.kind !== 'found') return verdict;
  const reaching = behaviorsReaching(verdict.originId, distribution);
  const steered = (isSteering: (one: EdgeFunction) => boolean) =>
    reaching.length > 0 && reaching.every(({ edgeFunctions }) => edgeFunctions.some(isSteering));
  if (!steered(({ changesOrigin }) => changesOrigin !== 'no')) return verdict;
  const { finding } = verdict;
  const isConfigured = distribution.origins.some(({ id, byFunction }) => id === verdict.originId && !byFunction);
  const isStandIn =
    verdict.ruleId === NO_SUCH_NAME && isConfigured && steered(({ changesOrigin }) => changesOrigin === 'yes');
  const softened = { ...finding, certainty: lower(finding.certainty, 'likely') };
  return { ...verdict, finding: softened, leads: verdict.leads && !isStandIn };
}

/** Every behavior that is configured with this origin has code that is seen to select another one: a stand-in, mostly. */
export function isLeftByCode(originId: string, distribution: Distribution): boolean {
  const reaching = behaviorsReaching(originId, distribution);
  const configured = configuredId(originId, distribution);
  const leaves = (behavior: Behavior) => selectedBy(behavior).some((id) => id !== configured);
  return reaching.length > 0 && reaching.every((one) => leaves(one) && !selectedBy(one).includes(configured));
}

/** Why no origin may be acquitted: code sends requests where nobody looked. */
export function openTargets({ distribution }: Evidence): string | undefined {
  if (distribution.status !== 'observed') return undefined;
  const computing = distribution.value.behaviors
    .flatMap(({ edgeFunctions }) => edgeFunctions)
    .find(({ computes }) => computes);
  const name = computing?.arn.split(':function/').at(-1);
  return name && `the code of function ${name} sends requests to origins that its text does not tell`;
}
