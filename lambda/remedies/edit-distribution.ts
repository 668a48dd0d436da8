import { configuredId } from '../cloudfront/tenants.ts';
import type { Distribution } from '../model/distribution.ts';
import type { Step } from '../model/finding.ts';
import { shellLine, shellWord } from './shell.ts';

const UPDATING = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToUpdateDistribution.html';

/**
 * Changes one origin of a distribution from the shell: read, edit, write back under the version that was read, wait.
 * `edit` is a jq filter over the origin, e.g. `.DomainName = "origin.example.com"`.
 */
export function editOrigin(action: string, distribution: Distribution, originId: string, edit: string): Step {
  const byFunction = distribution.origins.find(({ id }) => id === originId)?.byFunction;
  if (byFunction) return editFunction(action, byFunction);
  const filter = `.DistributionConfig | (.Origins.Items[] | select(.Id == $id)) |= (${edit})`;
  const id = configuredId(originId, distribution);
  return editDistribution(forAll(action, distribution), distribution, ['--arg', 'id', id, filter]);
}

function forAll(action: string, { tenancy }: Distribution): string {
  return tenancy ? `${action}. It is a setting of the distribution: every tenant follows` : action;
}

/** Changes the values that tenants have who give none of their own. */
export function editDefaults(
  action: string,
  distribution: Distribution,
  values: Readonly<Record<string, string>>,
): Step {
  const filter =
    '.DistributionConfig | (.TenantConfig.ParameterDefinitions[] | select($given[.Name] != null)) |= (.Name as $name | .Definition.StringSchema.DefaultValue = $given[$name])';
  return editDistribution(action, distribution, ['--argjson', 'given', JSON.stringify(values), filter]);
}

/** An origin that code makes up has no settings in the distribution: they are in the code, and where it leaves them out in the configured origin. */
export function editFunction(action: string, name: string): Step {
  return {
    action: `${action}. Its name stands in the code of CloudFront Function ${name} alone: change what it passes to updateRequestOrigin, and publish it. Protocol and port are those of the configured origin unless customOriginConfig names them ({ port: 80, protocol: 'http', sslProtocols: ['TLSv1.2'] } for plain HTTP)`,
    command: shellLine('aws', 'cloudfront', 'get-function', '--name', name, '--stage', 'LIVE', `${name}.js`),
    reference:
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html',
  };
}

/**
 * Changes every behavior that reaches an origin, directly or through an origin group, in the same way. `edit` is a jq filter
 * over the behavior.
 */
export function editBehaviors(action: string, distribution: Distribution, originId: string, edit: string): Step {
  const configured = configuredId(originId, distribution);
  const groups = distribution.originGroups.filter(({ members }) => members.includes(configured));
  const targets = JSON.stringify([configured, ...groups.map((group) => group.id)]);
  const filter = `.DistributionConfig | (.DefaultCacheBehavior, .CacheBehaviors.Items[]?) |= if .TargetOriginId as $t | $origins | index($t) then ${edit} else . end`;
  return editDistribution(forAll(action, distribution), distribution, ['--argjson', 'origins', targets, filter]);
}

/** Adds status codes to those on which an origin group goes over to its second member. */
export function addFailoverCodes(
  action: string,
  distribution: Distribution,
  groupId: string,
  codes: readonly number[],
): Step {
  const edit = '.Items = (.Items + $codes | unique) | .Quantity = (.Items | length)';
  const filter = `.DistributionConfig | (.OriginGroups.Items[] | select(.Id == $id) | .FailoverCriteria.StatusCodes) |= (${edit})`;
  return editDistribution(action, distribution, [
    '--arg',
    'id',
    groupId,
    '--argjson',
    'codes',
    JSON.stringify(codes),
    filter,
  ]);
}

/** `jq`: its arguments but for the file. */
function editDistribution(action: string, distribution: Distribution, jq: readonly string[]): Step {
  const id = shellWord(distributionId(distribution));
  return {
    action,
    command: [
      `aws cloudfront get-distribution-config --id ${id} > dist.json`,
      `${shellLine('jq', ...jq, 'dist.json')} > new.json`,
      `aws cloudfront update-distribution --id ${id} --if-match "$(jq -r .ETag dist.json)" --distribution-config file://new.json`,
    ].join(' && '),
    verify: `aws cloudfront wait distribution-deployed --id ${id}`,
    undo: [
      'jq .DistributionConfig dist.json > old.json',
      `aws cloudfront update-distribution --id ${id} --if-match "$(aws cloudfront get-distribution-config --id ${id} --query ETag --output text)" --distribution-config file://old.json`,
    ].join(' && '),
    reference: UPDATING,
  };
}

/** The id to write into commands; a placeholder where only a host was examined and no distribution is known. */
export function distributionId({ id, domainName, tenancy }: Distribution): string {
  return domainName || tenancy ? id : 'DISTRIBUTION_ID';
}
