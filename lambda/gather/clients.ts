import type { ACMClient } from '@aws-sdk/client-acm';
import type { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import type { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Route53Client } from '@aws-sdk/client-route-53';
import type { STSClient } from '@aws-sdk/client-sts';
import { CLOUDFRONT_REGION } from '../cloudfront/region.ts';
import type { AwsSettings } from '../model/world.ts';
import { type Patience, patience } from '../patience.ts';
import { countCall } from './call-count.ts';
import type { Clock } from './clock.ts';
import { hearThrottle, tellThrottle } from './last-word.ts';

/** Where each partition's IAM is signed for. https://docs.aws.amazon.com/general/latest/gr/iam-service.html */
const IAM_REGIONS: Readonly<Record<string, string>> = {
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-eusc': 'eusc-de-east-1',
};

/** Waits between attempts end when the caller's signal says so. */
const ATTEMPTS = { failed: 3, throttled: 10 } as const;

/**
 * The SDK's own limits are none for the connection and none for the answer: one black-holed endpoint would take the whole
 * examination with it. Connections are kept alive by the SDK's default, 50 a client.
 * https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-configuring-maxsockets.html
 */
const TRANSPORT = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true } as const;

/**
 * The AWS clients, each loaded when first asked for and kept for the life of the function. Every answer is `{ sdk, client }`:
 * `sdk` holds the command classes, `client` sends them.
 */
export type Aws = {
  cloudfront(): Promise<Service<typeof import('./sdk/cloudfront.ts'), CloudFrontClient>>;
  /** CloudFront's own Region unless another is named. */
  cloudwatch(region?: string): Promise<Service<typeof import('./sdk/cloudwatch.ts'), CloudWatchClient>>;
  /** The access logs of distributions are delivered from us-east-1 only. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html */
  logs(): Promise<Service<typeof import('./sdk/logs.ts'), CloudWatchLogsClient>>;
  apiGateway(region: string): Promise<Service<typeof import('./sdk/api-gateway.ts'), APIGatewayClient>>;
  acm(region: string): Promise<Service<typeof import('./sdk/acm.ts'), ACMClient>>;
  /** By partition: IAM is one for all of its Regions. */
  iam(partition: string): Promise<Service<typeof import('./sdk/iam.ts'), IAMClient>>;
  elb(region: string): Promise<Service<typeof import('./sdk/elb.ts'), ElasticLoadBalancingV2Client>>;
  classicElb(region: string): Promise<Service<typeof import('./sdk/classic-elb.ts'), ElasticLoadBalancingClient>>;
  ec2(region: string): Promise<Service<typeof import('./sdk/ec2.ts'), EC2Client>>;
  sts(): Promise<Service<typeof import('./sdk/sts.ts'), STSClient>>;
  route53(): Promise<Service<typeof import('./sdk/route53.ts'), Route53Client>>;
  /** The event history is a Region's own; that of global services is in us-east-1. */
  cloudtrail(region: string): Promise<Service<typeof import('./sdk/cloudtrail.ts'), CloudTrailClient>>;
  /** The same. */
  tagging(region: string): Promise<Service<typeof import('./sdk/tagging.ts'), ResourceGroupsTaggingAPIClient>>;
};

type Service<Sdk, Client> = { readonly sdk: Sdk; readonly client: Client };

/** Builds the clients over the given settings; `clock` hears the dates of CloudFront's answers, which every examination begins with. */
export function awsClients(settings: AwsSettings, clock?: Clock): Aws {
  const options = { ...settings, retryStrategy: patience(ATTEMPTS, Math.random), requestHandler: TRANSPORT };
  return { ...ofEdge(options, clock), ...ofRegions(options), ...ofAccount(options) };
}

type Options = AwsSettings & { readonly retryStrategy: Patience; readonly requestHandler: typeof TRANSPORT };

/** Services that are asked in one Region, whatever the origin's. */
function ofEdge(options: Options, clock?: Clock): Pick<Aws, 'cloudfront' | 'cloudwatch' | 'logs' | 'route53' | 'sts'> {
  const cloudfront = cloudfrontOf(options, clock);
  const cloudwatch = once(async (region: string) => {
    const sdk = await import('./sdk/cloudwatch.ts');
    return { sdk, client: counted(new sdk.CloudWatchClient({ ...options, region })) };
  });
  const logs = once(async () => {
    const sdk = await import('./sdk/logs.ts');
    return { sdk, client: counted(new sdk.CloudWatchLogsClient({ ...options, region: CLOUDFRONT_REGION })) };
  });
  const route53 = once(async () => {
    const sdk = await import('./sdk/route53.ts');
    return { sdk, client: counted(new sdk.Route53Client({ ...options, region: CLOUDFRONT_REGION })) };
  });
  const sts = once(async () => {
    const sdk = await import('./sdk/sts.ts');
    return { sdk, client: counted(new sdk.STSClient({ ...options, region: CLOUDFRONT_REGION })) };
  });
  return {
    cloudfront: () => cloudfront(''),
    cloudwatch: (region = CLOUDFRONT_REGION) => cloudwatch(region),
    logs: () => logs(''),
    route53: () => route53(''),
    sts: () => sts(''),
  };
}

function cloudfrontOf(options: Options, clock?: Clock) {
  return once(async () => {
    const sdk = await import('./sdk/cloudfront.ts');
    const client = counted(new sdk.CloudFrontClient({ ...options, region: CLOUDFRONT_REGION }));
    if (clock) client.middlewareStack.add((next) => clock.listen(next), { step: 'deserialize' });
    return { sdk, client };
  });
}

/** Services that are asked where the resource is. */
function ofRegions(options: Options): Pick<Aws, 'apiGateway' | 'acm' | 'iam' | 'elb' | 'classicElb' | 'ec2'> {
  const acm = once(async (region: string) => {
    const sdk = await import('./sdk/acm.ts');
    return { sdk, client: counted(new sdk.ACMClient({ ...options, region })) };
  });
  const apiGateway = once(async (region: string) => {
    const sdk = await import('./sdk/api-gateway.ts');
    return { sdk, client: counted(new sdk.APIGatewayClient({ ...options, region })) };
  });
  const elb = once(async (region: string) => {
    const sdk = await import('./sdk/elb.ts');
    return { sdk, client: counted(new sdk.ElasticLoadBalancingV2Client({ ...options, region })) };
  });
  const classicElb = once(async (region: string) => {
    const sdk = await import('./sdk/classic-elb.ts');
    return { sdk, client: counted(new sdk.ElasticLoadBalancingClient({ ...options, region })) };
  });
  const ec2 = once(async (region: string) => {
    const sdk = await import('./sdk/ec2.ts');
    return { sdk, client: counted(new sdk.EC2Client({ ...options, region })) };
  });
  return { apiGateway, acm, iam: iamOf(options), elb, classicElb, ec2 };
}

/** Services that tell about resources of every other one. */
function ofAccount(options: Options): Pick<Aws, 'cloudtrail' | 'tagging'> {
  const cloudtrail = once(async (region: string) => {
    const sdk = await import('./sdk/cloudtrail.ts');
    return { sdk, client: counted(new sdk.CloudTrailClient({ ...options, region })) };
  });
  const tagging = once(async (region: string) => {
    const sdk = await import('./sdk/tagging.ts');
    return { sdk, client: counted(new sdk.ResourceGroupsTaggingAPIClient({ ...options, region })) };
  });
  return { cloudtrail, tagging };
}

function iamOf(options: Options) {
  return once(async (partition: string) => {
    const sdk = await import('./sdk/iam.ts');
    return {
      sdk,
      client: counted(new sdk.IAMClient({ ...options, region: IAM_REGIONS[partition] ?? CLOUDFRONT_REGION })),
    };
  });
}

type Countable = {
  readonly middlewareStack: {
    add(middleware: typeof countCall | typeof tellThrottle, options: { readonly step: 'initialize' }): void;
    add(middleware: typeof hearThrottle, options: { readonly step: 'deserialize'; readonly priority: 'high' }): void;
  };
};

/** Each call is counted for whoever makes it, and fails for what AWS said last. */
function counted<Client extends Countable>(client: Client): Client {
  client.middlewareStack.add(countCall, { step: 'initialize' });
  client.middlewareStack.add(tellThrottle, { step: 'initialize' });
  client.middlewareStack.add(hearThrottle, { step: 'deserialize', priority: 'high' });
  return client;
}

/** Remembers the answer for each key. */
function once<T>(make: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
