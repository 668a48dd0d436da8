import { explains, riseOf, viewersErrors } from './counted.ts';
import { impactOf } from './impact.ts';
import type { EdgeErrors, EdgeMetric } from './model/edge-errors.ts';
import type { Traffic } from './model/traffic.ts';

/** Edge code that fails while viewers get errors: counts a minute. */
export type EdgeFailing = Pick<EdgeErrors, 'kind' | 'arns' | 'of'> & {
  readonly how: EdgeMetric;
  readonly perMinute: number;
  readonly before: number;
  /** Errors that viewers got in a minute. */
  readonly viewers: number;
  /** ISO 8601. */
  readonly since: string;
};

const HOW: readonly EdgeMetric[] = ['validation', 'execution', 'throttled'];

/** The code whose errors rose with those of the viewers, the one with the most; undefined where none did. */
export function failingAtEdge(errors: readonly EdgeErrors[], traffic: Traffic): EdgeFailing | undefined {
  const impact = impactOf(traffic);
  if (!impact) return undefined;
  const { since } = impact;
  const viewers = Math.round(viewersErrors(impact));
  const risen = errors.flatMap(({ kind, arns, of, counts }) =>
    HOW.flatMap((how): EdgeFailing[] => {
      const rise = riseOf(counts, how, since);
      if (!rise || !explains(rise, impact)) return [];
      const [perMinute, before] = [Math.round(rise.during), Math.round(rise.before)];
      return [{ kind, arns, of, how, perMinute, before, viewers, since }];
    }),
  );
  return risen.toSorted((a, b) => b.perMinute - a.perMinute)[0];
}

/**
 * What viewers get. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-lambda-validation-error.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-503-service-unavailable.html
 */
export function edgeCode(how: EdgeMetric): '502' | '503' {
  return how === 'validation' ? '502' : '503';
}
