import type { Distribution } from '../model/distribution.ts';
import type { Step } from '../model/finding.ts';
import { shellLine, shellWord } from './shell.ts';

const UPDATING = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToUpdateDistribution.html';

/**
 * Changes one origin of a distribution from the shell: read, edit, write back under the version that was read, wait.
 * `edit` is a jq filter over the origin, e.g. `.DomainName = "origin.example.com"`.
 */
export function editOrigin(action: string, distribution: Distribution, originId: string, edit: string): Step {
  const id = shellWord(distributionId(distribution));
  const filter = `.DistributionConfig | (.Origins.Items[] | select(.Id == $id)) |= (${edit})`;
  return {
    action,
    command: [
      `aws cloudfront get-distribution-config --id ${id} > dist.json`,
      `${shellLine('jq', '--arg', 'id', originId, filter, 'dist.json')} > new.json`,
      `aws cloudfront update-distribution --id ${id} --if-match "$(jq -r .ETag dist.json)" --distribution-config file://new.json`,
    ].join(' && '),
    verify: `aws cloudfront wait distribution-deployed --id ${id}`,
    reference: UPDATING,
  };
}

/** The id to write into commands; a placeholder where only a host was examined and no distribution is known. */
export function distributionId({ id, domainName }: Distribution): string {
  return domainName ? id : 'DISTRIBUTION_ID';
}
