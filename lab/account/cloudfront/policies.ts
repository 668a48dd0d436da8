import type { DeploymentPolicyFixture, PolicyFixture } from '../fixture/cloudfront.ts';
import { MADE_AT } from '../names.ts';
import type { Wire } from '../wire/value.ts';
import { counted } from './counted.ts';

/** `CachePolicy`. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicy.html */
export function cachePolicyOf(policy: PolicyFixture): Wire {
  return {
    Id: policy.id,
    LastModifiedTime: MADE_AT,
    CachePolicyConfig: {
      Comment: '',
      Name: policy.name ?? policy.id,
      DefaultTTL: 86_400,
      MaxTTL: 31_536_000,
      MinTTL: 1,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingGzip: true,
        EnableAcceptEncodingBrotli: true,
        HeadersConfig: headersOf(policy),
        CookiesConfig: { CookieBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: 'none' },
      },
    },
  };
}

/** `OriginRequestPolicy`. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicy.html */
export function originRequestPolicyOf(policy: PolicyFixture): Wire {
  return {
    Id: policy.id,
    LastModifiedTime: MADE_AT,
    OriginRequestPolicyConfig: {
      Comment: '',
      Name: policy.name ?? policy.id,
      HeadersConfig: headersOf(policy),
      CookiesConfig: { CookieBehavior: 'all' },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    },
  };
}

function headersOf({ headers }: PolicyFixture): Wire {
  const listed = headers?.headers;
  return { HeaderBehavior: headers?.behavior ?? 'none', Headers: listed && counted('Name', listed) };
}

/** `ContinuousDeploymentPolicy`. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ContinuousDeploymentPolicy.html */
export function deploymentPolicyOf({ id, staging, enabled = true, weight, header }: DeploymentPolicyFixture): Wire {
  return {
    Id: id,
    LastModifiedTime: MADE_AT,
    ContinuousDeploymentPolicyConfig: {
      StagingDistributionDnsNames: counted('DnsName', [staging]),
      Enabled: enabled,
      TrafficConfig: {
        SingleWeightConfig: weight === undefined ? undefined : { Weight: weight },
        SingleHeaderConfig: header && { Header: header.name, Value: header.value },
        Type: header ? 'SingleHeader' : 'SingleWeight',
      },
    },
  };
}
