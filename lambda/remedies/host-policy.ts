import type { Step } from '../model/finding.ts';
import { distributionId } from './edit-distribution.ts';
import type { Sight } from './serving.ts';
import { shellLine, shellWord } from './shell.ts';

/** Managed-AllViewerExceptHostHeader. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
const ALL_BUT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

/**
 * Lets CloudFront send the origin's own domain name instead of the viewer's Host. An origin request policy needs a cache
 * policy beside it, and a cache policy with Host in its key sends Host all the same:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html
 */
export function stopForwardingHost({ origin, distribution }: Sight, isCovered: boolean): Step {
  const id = shellWord(distributionId(distribution));
  const groups = distribution.originGroups.filter(({ members }) => members.includes(origin.id));
  const targets = JSON.stringify([origin.id, ...groups.map((group) => group.id)]);
  const covered = isCovered ? ', which the certificate covers' : '';
  return {
    action: `Or stop forwarding the viewer's Host: CloudFront then asks for ${origin.domainName}${covered}. The origin no longer sees which alias was asked for (virtual hosts, redirects, links). The cache policy must not hold Host either; with legacy cache settings take Host off their header list instead`,
    command: [
      `aws cloudfront get-distribution-config --id ${id} > dist.json`,
      `${shellLine('jq', '--argjson', 'origins', targets, '--arg', 'policy', ALL_BUT_HOST, EDIT, 'dist.json')} > new.json`,
      `aws cloudfront update-distribution --id ${id} --if-match "$(jq -r .ETag dist.json)" --distribution-config file://new.json`,
    ].join(' && '),
    verify: `aws cloudfront wait distribution-deployed --id ${id}`,
    reference:
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html',
  };
}

/** Every behavior that reaches one of `$origins` gets `$policy`. */
const EDIT =
  '.DistributionConfig | (.DefaultCacheBehavior, .CacheBehaviors.Items[]?) |= if .TargetOriginId as $t | $origins | index($t) then .OriginRequestPolicyId = $policy else . end';
