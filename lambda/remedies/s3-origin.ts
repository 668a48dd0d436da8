import type { Distribution, Origin } from '../model/distribution.ts';
import type { Step } from '../model/finding.ts';
import { distributionId, editOrigin } from './edit-distribution.ts';
import { shellLine } from './shell.ts';

const OAC =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html';

/** A bucket and where it lies, as a website endpoint's name tells. */
export type Bucket = { readonly bucket: string; readonly region: string; readonly suffix: string };

/**
 * The bucket behind a website endpoint: `bucket.s3-website-region.amazonaws.com`, or with a dot before the region.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
 */
export function websiteBucket(domainName: string): Bucket | undefined {
  const [, bucket, region, suffix] =
    /^(.+)\.s3-website[.-]([a-z0-9-]+)\.(amazonaws\.(?:com|com\.cn|eu))$/.exec(domainName) ?? [];
  return bucket && region && suffix ? { bucket, region, suffix } : undefined;
}

/** Stands in commands for a Region that a name does not tell. */
const BUCKET_REGION = 'BUCKET_REGION';

/**
 * The bucket behind a REST endpoint: `bucket.s3.region.amazonaws.com`, or with a dash before the Region, or without one.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function restBucket(domainName: string): Bucket | undefined {
  const [, bucket, region = BUCKET_REGION, suffix] = REST_ENDPOINT.exec(domainName) ?? [];
  return bucket && suffix ? { bucket, region, suffix } : undefined;
}

/** Whether it is the REST endpoint of a bucket with dots in its name, which S3's certificate does not cover. https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
export function isDottedBucket(domainName: string): boolean {
  return restBucket(domainName)?.bucket.includes('.') === true;
}

const REST_ENDPOINT = /^(.+)\.s3(?:\.dualstack)?(?:[.-]([a-z]{2,}(?:-[a-z]+)+-\d+))?\.(amazonaws\.(?:com|com\.cn|eu))$/;

/** Makes a custom origin on a REST endpoint an S3 origin; where that is not enough, another bucket. */
export function becomeS3Origin(origin: Origin, distribution: Distribution, place: Bucket): Step[] {
  const sync = ['s3', 'sync', `s3://${place.bucket}`, 's3://NEW_BUCKET', '--source-region', place.region];
  return [
    makeControl(place, `Use bucket ${place.bucket} as an S3 origin instead of a custom one.`),
    ...allowReading(distribution, place),
    editOrigin(
      'Make it an S3 origin. What CloudFront does with dots in the name there is not documented: look again afterwards',
      distribution,
      origin.id,
      TO_S3_ORIGIN,
    ),
    {
      action: `If that fails too, copy ${place.bucket} into a bucket without dots in its name, and make that the origin`,
      command: shellLine('aws', ...sync),
      reference: NAMING,
    },
  ];
}

const NAMING = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html';
const TO_S3_ORIGIN =
  'del(.CustomOriginConfig) | .S3OriginConfig = {OriginAccessIdentity: ""} | .OriginAccessControlId = "OAC_ID"';

function makeControl({ bucket }: Bucket, action: string): Step {
  const control = `Name=${bucket},SigningProtocol=sigv4,SigningBehavior=always,OriginAccessControlOriginType=s3`;
  const id = ['--query', 'OriginAccessControl.Id', '--output', 'text'];
  return {
    action: `${action} Make an origin access control; it prints OAC_ID`,
    command: shellLine('aws', 'cloudfront', 'create-origin-access-control', ORIGIN_ACCESS_CONTROL, control, ...id),
    reference: OAC,
  };
}

/** Replaces a website endpoint by the bucket's REST endpoint: an S3 origin that only this distribution may read. */
export function useRestEndpoint(origin: Origin, distribution: Distribution, place: Bucket): Step[] {
  const { bucket, region, suffix } = place;
  const rest = `${bucket}.s3.${region}.${suffix}`;
  return [
    makeControl(place, `Better, and encrypted: use bucket ${bucket} as an S3 origin.`),
    ...allowReading(distribution, place),
    editOrigin(
      `Point the origin at ${rest}. The website's redirects, its index pages below the root and its error page end with it`,
      distribution,
      origin.id,
      `.DomainName = ${JSON.stringify(rest)} | ${TO_S3_ORIGIN}`,
    ),
  ];
}

function allowReading(distribution: Distribution, { bucket, region, suffix }: Bucket): Step[] {
  const policy = ['--bucket', bucket, '--region', region];
  const read = shellLine('aws', 's3api', 'get-bucket-policy', ...policy, '--query', 'Policy', '--output', 'text');
  return [
    { action: "Save the bucket's policy (an error here means that it has none)", command: `${read} > policy.json` },
    {
      action: `Add this statement in policy.json, then put it back: ${JSON.stringify(mayRead(bucket, suffix, distribution))}`,
      command: shellLine('aws', 's3api', 'put-bucket-policy', ...policy, '--policy', 'file://policy.json'),
      reference: OAC,
    },
  ];
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html */
function mayRead(bucket: string, suffix: string, distribution: Distribution): object {
  const partition = suffix.endsWith('.cn') ? 'aws-cn' : suffix.endsWith('.eu') ? 'aws-eusc' : 'aws';
  const source = `arn:${partition}:cloudfront::ACCOUNT_ID:distribution/${distributionId(distribution)}`;
  return {
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: `arn:${partition}:s3:::${bucket}/*`,
    Condition: { StringEquals: { 'AWS:SourceArn': source } },
  };
}

const ORIGIN_ACCESS_CONTROL = '--origin-access-control-config';
