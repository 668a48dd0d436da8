import type { Behavior, Distribution } from '../model/distribution.ts';
import type { Step } from '../model/finding.ts';
import { distributionId } from './edit-distribution.ts';
import { shellLine, shellWord } from './shell.ts';
import { forEachTenant } from './tenant-parameter.ts';

const INVALIDATING =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html';

/** Paths spelt out in one command; beyond it everything is dropped. */
const MAX_PATHS = 10;

/** Tenants in one command. */
const MAX_TENANTS = 20;

/** Drops what CloudFront remembers of the paths of these behaviors; of a multi-tenant distribution for these of its tenants. */
export function forgetErrors(
  action: string,
  distribution: Distribution,
  behaviors: readonly Behavior[],
  tenants: readonly { readonly id: string }[] = distribution.tenancy?.tenants ?? [],
): Step {
  const paths = pathsOf(behaviors);
  const all = paths.includes('/*') ? '. It empties the whole cache, so the origin meets every request anew' : '';
  if (distribution.tenancy) return forTenants(`${action}${all}`, tenants, paths);
  const id = distributionId(distribution);
  return {
    action: `${action}${all}`,
    command: shellLine('aws', 'cloudfront', 'create-invalidation', '--distribution-id', id, '--paths', ...paths),
    reference: INVALIDATING,
  };
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidationForDistributionTenant.html */
function forTenants(action: string, tenants: readonly { readonly id: string }[], paths: readonly string[]): Step {
  const left = tenants.length - MAX_TENANTS;
  const batch = '{Paths: {Quantity: ($paths | length), Items: $paths}, CallerReference: $reference}';
  const made = `$(${shellLine('jq', '-n', '--argjson', 'paths', JSON.stringify(paths))} --arg reference "$(date +%s)" ${shellWord(batch)})`;
  const ids = tenants.slice(0, MAX_TENANTS).map(({ id }) => id);
  return {
    action: left > 0 ? `${action}. The same for ${left} more tenants` : action,
    command: forEachTenant(
      ids,
      (id) => `aws cloudfront create-invalidation-for-distribution-tenant --id ${id} --invalidation-batch "${made}"`,
    ),
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
