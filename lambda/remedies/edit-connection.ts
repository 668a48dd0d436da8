import type { Distribution, Origin } from '../model/distribution.ts';
import type { Step } from '../model/finding.ts';
import { editOrigin } from './edit-distribution.ts';
import { shellLine, shellWord } from './shell.ts';

const UPDATING = 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateVpcOrigin.html';

type Scene = { readonly origin: Origin; readonly distribution: Distribution };

/**
 * Changes how CloudFront connects to an origin, where that is kept: in the distribution, or in the VPC origin, whose other
 * distributions then follow. `settings` by their names in the API; nothing for an S3 origin, which has none.
 */
export function editConnection(
  action: string,
  { origin, distribution }: Scene,
  settings: Readonly<Record<string, unknown>>,
): Step[] {
  const { connection } = origin;
  if (connection.type === 's3') return [];
  const edits = (prefix: string) =>
    Object.entries(settings)
      .map(([name, value]) => `${prefix}.${name} = ${JSON.stringify(value)}`)
      .join(' | ');
  if (connection.type === 'custom') return [editOrigin(action, distribution, origin.id, edits('.CustomOriginConfig'))];
  const id = shellWord(connection.vpcOriginId);
  return [
    {
      action: `${action}. It is a setting of the VPC origin: every distribution that uses it follows`,
      command: [
        `aws cloudfront get-vpc-origin --id ${id} > vpc.json`,
        `${shellLine('jq', `.VpcOrigin.VpcOriginEndpointConfig | ${edits('')}`, 'vpc.json')} > new.json`,
        `aws cloudfront update-vpc-origin --id ${id} --if-match "$(jq -r .ETag vpc.json)" --vpc-origin-endpoint-config file://new.json`,
      ].join(' && '),
      undo: [
        'jq .VpcOrigin.VpcOriginEndpointConfig vpc.json > old.json',
        `aws cloudfront update-vpc-origin --id ${id} --if-match "$(aws cloudfront get-vpc-origin --id ${id} --query ETag --output text)" --vpc-origin-endpoint-config file://old.json`,
      ].join(' && '),
      verify: shellLine('aws', 'cloudfront', 'get-vpc-origin', '--id', connection.vpcOriginId, '--query', STATUS),
      reference: UPDATING,
    },
  ];
}

const STATUS = 'VpcOrigin.Status';

/** The value of `OriginSslProtocols` as the API wants it. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html */
export function sslProtocols(...items: readonly string[]): { readonly OriginSslProtocols: unknown } {
  return { OriginSslProtocols: { Quantity: items.length, Items: items } };
}
