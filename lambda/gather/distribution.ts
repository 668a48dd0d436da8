import type {
  CacheBehavior,
  CustomErrorResponse,
  DefaultCacheBehavior,
  DistributionConfig,
  Distribution as RawDistribution,
  OriginGroup as RawOriginGroup,
} from '@aws-sdk/client-cloudfront';
import type { Behavior, Distribution, ErrorResponse, OriginGroup } from '../model/distribution.ts';
import type { Observation } from '../model/evidence.ts';
import type { Tenancy } from '../model/tenant.ts';
import type { Aws } from './clients.ts';
import { edgeFunctions, type FunctionCodes, functionsToRead, readFunctions } from './edge-function.ts';
import { type HostPolicies, hostForwarding, policiesToRead, readPolicies } from './host-policies.ts';
import { andThen, isError, notApplicable, observe, observed, unavailable } from './observe.ts';
import { toOrigin, vpcOriginIds } from './origin-settings.ts';
import { withSteered } from './steered-origins.ts';
import { readTenancy, withTenants } from './tenants.ts';
import { readVpcOrigins, type VpcOrigins } from './vpc-origin.ts';

/** Entries of any list of a distribution that are looked at; CloudFront's own quotas are below. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const MAX_ENTRIES = 1_000;

/** What a distribution only names: its policies, its functions' code, its VPC origins. */
export type Looked = {
  readonly policies: HostPolicies;
  readonly functions: FunctionCodes;
  readonly vpcOrigins: VpcOrigins;
  /** Of a multi-tenant distribution alone. */
  readonly tenancy?: Tenancy | undefined;
};

/** Reads a distribution, then, side by side, everything that it only names; its tenants, which may be many, `withinMs`. */
export async function readDistribution(
  aws: Aws,
  id: string,
  signal: AbortSignal,
  withinMs: number,
): Promise<Observation<Distribution>> {
  const answer = await observe('cloudfront:GetDistribution', () => getDistribution(aws, id, signal));
  return andThen(answer, async (raw) => {
    const config = raw.DistributionConfig;
    if (!config) return unavailable(`cloudfront:GetDistribution answered without the configuration of ${id}`);
    const behaviors = rawBehaviors(config);
    const onlyS3 = s3Targets(config);
    const deciding = behaviors.filter(({ TargetOriginId }) => !onlyS3.has(TargetOriginId ?? ''));
    const [policies, functions, vpcOrigins, tenancy] = await Promise.all([
      readPolicies(aws, policiesToRead(deciding), signal),
      readFunctions(aws, functionsToRead(behaviors), signal),
      readVpcOrigins(aws, vpcOriginIds(config.Origins?.Items ?? []), signal),
      readTenancy(aws, id, config, signal, withinMs),
    ]);
    return observed(toDistribution(raw, config, { policies, functions, vpcOrigins, tenancy }));
  });
}

async function getDistribution(aws: Aws, id: string, signal: AbortSignal): Promise<Observation<RawDistribution>> {
  const { sdk, client } = await aws.cloudfront();
  try {
    const { Distribution } = await client.send(new sdk.GetDistributionCommand({ Id: id }), { abortSignal: signal });
    return Distribution ? observed(Distribution) : unavailable(`cloudfront:GetDistribution answered without ${id}`);
  } catch (error) {
    if (!isError(error, 'NoSuchDistribution')) throw error;
    return notApplicable(`distribution ${id} does not exist in this account: deleted, or of another account`);
  }
}

/** Ids of S3 origins, and of origin groups that hold nothing else. */
function s3Targets({ Origins, OriginGroups }: DistributionConfig): ReadonlySet<string> {
  const buckets = (Origins?.Items ?? []).filter(
    ({ CustomOriginConfig, VpcOriginConfig }) => !CustomOriginConfig && !VpcOriginConfig,
  );
  const ids = new Set(buckets.map(({ Id }) => Id ?? ''));
  const groups = (OriginGroups?.Items ?? []).map(toOriginGroup);
  return new Set([...ids, ...groups.filter(({ members }) => members.every((id) => ids.has(id))).map(({ id }) => id)]);
}

type RawBehavior = DefaultCacheBehavior & Partial<Pick<CacheBehavior, 'PathPattern'>>;

/** In CloudFront's order of precedence: as listed, the default behavior last. */
function rawBehaviors({ CacheBehaviors, DefaultCacheBehavior: byDefault }: DistributionConfig): RawBehavior[] {
  const listed = CacheBehaviors?.Items?.slice(0, MAX_ENTRIES) ?? [];
  return byDefault ? [...listed, byDefault] : listed;
}

/** CloudFront's answer in our nouns. Values of custom headers stay behind. */
export function toDistribution(raw: RawDistribution, config: DistributionConfig, looked: Looked): Distribution {
  const { Origins, OriginGroups, Aliases, CustomErrorResponses } = config;
  const origins = (Origins?.Items ?? []).slice(0, MAX_ENTRIES).map((origin) => toOrigin(origin, looked.vpcOrigins));
  const originGroups = (OriginGroups?.Items ?? []).slice(0, MAX_ENTRIES).map(toOriginGroup);
  const errorResponses = (CustomErrorResponses?.Items ?? []).slice(0, MAX_ENTRIES).flatMap(toErrorResponse);
  const onlyS3 = s3Targets(config);
  const behaviors = rawBehaviors(config).map((behavior) => toBehavior(behavior, looked, onlyS3));
  const distribution = {
    id: raw.Id ?? '',
    ...(raw.ARN && { arn: raw.ARN }),
    domainName: (raw.DomainName ?? '').toLowerCase(),
    aliases: (Aliases?.Items ?? []).slice(0, MAX_ENTRIES).map((alias) => alias.toLowerCase()),
    enabled: config.Enabled ?? true,
    status: raw.Status ?? '',
    staging: config.Staging ?? false,
    ...withSteered({ behaviors, origins, originGroups }, looked.functions),
    ...(config.ContinuousDeploymentPolicyId && { deploymentPolicyId: config.ContinuousDeploymentPolicyId }),
    ...(errorResponses.length > 0 && { errorResponses }),
  };
  return looked.tenancy ? withTenants(distribution, looked.tenancy) : distribution;
}

/** Without a code of its own the answer keeps the origin's. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomErrorResponse.html */
function toErrorResponse({ ErrorCode: code, ErrorCachingMinTTL, ResponseCode }: CustomErrorResponse): ErrorResponse[] {
  if (code === undefined) return [];
  const answeredWith = Number(ResponseCode);
  return [
    {
      code,
      ...(ErrorCachingMinTTL !== undefined && { cachedSeconds: ErrorCachingMinTTL }),
      ...(answeredWith > 0 && { answeredWith }),
    },
  ];
}

/** S3 origins never get the viewer's Host, whatever the policies say. */
function toBehavior(raw: RawBehavior, looked: Looked, onlyS3: ReadonlySet<string>): Behavior {
  const targetOriginId = raw.TargetOriginId ?? '';
  const methods = raw.AllowedMethods?.Items;
  return {
    pathPattern: raw.PathPattern ?? '*',
    isDefault: raw.PathPattern === undefined,
    targetOriginId,
    viewerProtocolPolicy: raw.ViewerProtocolPolicy ?? 'allow-all',
    ...(methods && { methods }),
    hostForwarding: onlyS3.has(targetOriginId) ? { kind: 'not-forwarded' } : hostForwarding(raw, looked.policies),
    edgeFunctions: edgeFunctions(raw, looked.functions),
  };
}

function toOriginGroup({ Id, Members, FailoverCriteria }: RawOriginGroup): OriginGroup {
  return {
    id: Id ?? '',
    members: (Members?.Items ?? []).flatMap(({ OriginId }) => OriginId ?? []),
    failoverCodes: FailoverCriteria?.StatusCodes?.Items ?? [],
  };
}
