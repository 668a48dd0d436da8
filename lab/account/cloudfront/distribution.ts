import type { DistributionFixture, ErrorResponseFixture } from '../fixture/cloudfront.ts';
import { hexOf, MADE_AT } from '../names.ts';
import type { Context } from '../service.ts';
import type { Wire } from '../wire/value.ts';
import { behaviorOf, type FunctionArn, pathBehaviorOf } from './behavior.ts';
import { counted } from './counted.ts';
import { originGroupOf, originOf } from './origin.ts';

/** The ARN of a CloudFront resource; CloudFront is global, so it has no region. */
export function cloudfrontArn({ partition, accountId }: Context, resource: string): string {
  return `arn:${partition}:cloudfront::${accountId}:${resource}`;
}

/** `Distribution`. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Distribution.html */
export function distributionOf(distribution: DistributionFixture, context: Context): Wire {
  return {
    Id: distribution.id,
    ARN: cloudfrontArn(context, `distribution/${distribution.id}`),
    Status: distribution.status ?? 'Deployed',
    LastModifiedTime: MADE_AT,
    InProgressInvalidationBatches: 0,
    DomainName: distribution.domainName ?? `d${hexOf(distribution.id, 13)}.cloudfront.net`,
    ActiveTrustedSigners: { Enabled: false, ...counted('Signer', []) },
    ActiveTrustedKeyGroups: { Enabled: false, ...counted('KeyGroup', []) },
    DistributionConfig: configOf(distribution, (name) => cloudfrontArn(context, `function/${name}`)),
  };
}

function configOf(distribution: DistributionFixture, functionArn: FunctionArn): Wire {
  const first = distribution.origins[0];
  const defaultBehavior = distribution.defaultBehavior ?? { origin: first?.id ?? '' };
  const behaviors = distribution.behaviors ?? [];
  return {
    CallerReference: distribution.id,
    Aliases: counted('CNAME', distribution.aliases ?? []),
    DefaultRootObject: '',
    Origins: counted('Origin', distribution.origins.map(originOf)),
    OriginGroups: counted('OriginGroup', (distribution.originGroups ?? []).map(originGroupOf)),
    DefaultCacheBehavior: behaviorOf(defaultBehavior, functionArn),
    CacheBehaviors: counted(
      'CacheBehavior',
      behaviors.map((behavior) => pathBehaviorOf(behavior, functionArn)),
    ),
    CustomErrorResponses: counted('CustomErrorResponse', (distribution.errorResponses ?? []).map(errorResponseOf)),
    Comment: distribution.comment ?? '',
    Logging: { Enabled: false, IncludeCookies: false, Bucket: '', Prefix: '' },
    PriceClass: 'PriceClass_All',
    Enabled: distribution.enabled ?? true,
    ViewerCertificate: viewerCertificateOf(distribution.viewerCertificateArn),
    Restrictions: { GeoRestriction: { RestrictionType: 'none', ...counted('Location', []) } },
    WebACLId: '',
    HttpVersion: 'http2',
    IsIPV6Enabled: true,
    ContinuousDeploymentPolicyId: distribution.continuousDeploymentPolicyId ?? '',
    Staging: distribution.staging ?? false,
    ...tenancyOf(distribution),
  };
}

/** Whether it is one of tenants, with its `TenantConfig`. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_TenantConfig.html */
function tenancyOf({ connectionMode: ConnectionMode = 'direct', parameters }: DistributionFixture) {
  if (!parameters) return { ConnectionMode };
  const definitions = Object.entries(parameters).map(([Name, { required = false, byDefault }]) => ({
    Name,
    Definition: { StringSchema: { DefaultValue: byDefault, Required: required } },
  }));
  return { ConnectionMode, TenantConfig: { ParameterDefinitions: definitions } };
}

/** `CustomErrorResponse`. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomErrorResponse.html */
function errorResponseOf({ code, cachedSeconds, as }: ErrorResponseFixture): Wire {
  return {
    ErrorCode: code,
    ResponsePagePath: as?.page ?? '',
    ResponseCode: as ? String(as.code) : '',
    ErrorCachingMinTTL: cachedSeconds,
  };
}

function viewerCertificateOf(arn: string | undefined): Wire {
  const rest = { SSLSupportMethod: 'sni-only', MinimumProtocolVersion: 'TLSv1.2_2021', CertificateSource: 'acm' };
  if (arn) return { CloudFrontDefaultCertificate: false, ACMCertificateArn: arn, Certificate: arn, ...rest };
  return {
    CloudFrontDefaultCertificate: true,
    SSLSupportMethod: 'vip',
    MinimumProtocolVersion: 'TLSv1',
    CertificateSource: 'cloudfront',
  };
}
