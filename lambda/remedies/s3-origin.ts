import type { Distribution, Origin } from '../model/distribution.ts';
import type { Step } from '../model/finding.ts';
import { distributionId, editOrigin, quoted } from './edit-distribution.ts';

const OAC =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html';

/** A bucket and its region, as a website endpoint's name tells them. */
export type Bucket = { readonly bucket: string; readonly region: string; readonly suffix: string };

/**
 * The bucket behind a website endpoint: `bucket.s3-website-region.amazonaws.com`, or with a dot before the region.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
 */
export function websiteBucket(domainName: string): Bucket | undefined {
  const parts = /^(.+)\.s3-website[.-]([a-z0-9-]+)\.(amazonaws\.[a-z.]+)$/.exec(domainName);
  const [, bucket, region, suffix] = parts ?? [];
  return bucket && region && suffix ? { bucket, region, suffix } : undefined;
}

/** Replaces a website endpoint by the bucket's REST endpoint: an S3 origin that only this distribution may read. */
export function useRestEndpoint(
  origin: Origin,
  distribution: Distribution,
  { bucket, region, suffix }: Bucket,
): Step[] {
  const rest = `${bucket}.s3.${region}.${suffix}`;
  const edit = `.DomainName = ${JSON.stringify(rest)} | del(.CustomOriginConfig) | .S3OriginConfig = {OriginAccessIdentity: ""} | .OriginAccessControlId = "OAC_ID"`;
  return [
    {
      action: 'Better, and encrypted: make the bucket an S3 origin. First an origin access control; note its id',
      command: `aws cloudfront create-origin-access-control --origin-access-control-config ${quoted(`Name=${bucket.slice(0, 64)},SigningProtocol=sigv4,SigningBehavior=always,OriginAccessControlOriginType=s3`)} --query OriginAccessControl.Id --output text`,
      reference: OAC,
    },
    {
      action: `Let this distribution read the bucket: allow s3:GetObject to cloudfront.amazonaws.com where AWS:SourceArn is distribution ${distributionId(distribution)}. Save the policy there is first`,
      command: `aws s3api get-bucket-policy --bucket ${quoted(bucket)} --query Policy --output text > policy.json`,
      verify: `aws s3api put-bucket-policy --bucket ${quoted(bucket)} --policy file://policy.json`,
      reference: OAC,
    },
    editOrigin(
      `Point origin ${origin.id} at ${rest} (with the id for OAC_ID). The website's own redirects, index pages below the root and error page end with it`,
      distribution,
      origin.id,
      edit,
    ),
  ];
}
