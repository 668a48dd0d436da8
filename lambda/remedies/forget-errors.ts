import type { Behavior, Distribution } from '../model/distribution.ts';
import type { Step } from '../model/finding.ts';
import { distributionId } from './edit-distribution.ts';
import { shellLine } from './shell.ts';

const INVALIDATING =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html';

/** Paths spelt out in one command; beyond it everything is dropped. */
const MAX_PATHS = 10;

/** Drops what CloudFront remembers of the paths of these behaviors. */
export function forgetErrors(action: string, distribution: Distribution, behaviors: readonly Behavior[]): Step {
  const paths = pathsOf(behaviors);
  const all = paths.includes('/*') ? '. It empties the whole cache, so the origin meets every request anew' : '';
  const id = distributionId(distribution);
  return {
    action: `${action}${all}`,
    command: shellLine('aws', 'cloudfront', 'create-invalidation', '--distribution-id', id, '--paths', ...paths),
    reference: INVALIDATING,
  };
}

/** An invalidation knows `*` only as the last character of a path, so any other pattern is widened to everything. */
function pathsOf(behaviors: readonly Behavior[]): readonly string[] {
  const patterns = behaviors.map(({ pathPattern }) => (pathPattern.startsWith('/') ? pathPattern : `/${pathPattern}`));
  const paths = [...new Set(patterns)];
  const isExact = paths.length > 0 && paths.length <= MAX_PATHS && paths.every((path) => /^[^*?]*\*?$/.test(path));
  return isExact && !paths.includes('/*') ? paths : ['/*'];
}
