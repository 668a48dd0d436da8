import type { BehaviorFixture, ForwardedValuesFixture, PathBehaviorFixture } from '../fixture/cloudfront.ts';
import type { Wire } from '../wire/value.ts';
import { counted } from './counted.ts';
import { CACHING_DISABLED } from './managed-policies.ts';

type Members = { readonly [member: string]: Wire };

/** Makes the ARN of a CloudFront function from its name. */
export type FunctionArn = (name: string) => string;

/** `CacheBehavior`. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html */
export function pathBehaviorOf(behavior: PathBehaviorFixture, functionArn: FunctionArn): Wire {
  return { PathPattern: behavior.path, ...behaviorOf(behavior, functionArn) };
}

/** `DefaultCacheBehavior`. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DefaultCacheBehavior.html */
export function behaviorOf(behavior: BehaviorFixture, functionArn: FunctionArn): Members {
  return {
    TargetOriginId: behavior.origin,
    TrustedSigners: { Enabled: false, ...counted('AwsAccountNumber', []) },
    TrustedKeyGroups: { Enabled: false, ...counted('KeyGroup', []) },
    ViewerProtocolPolicy: behavior.viewerProtocolPolicy ?? 'redirect-to-https',
    AllowedMethods: {
      ...counted('Method', behavior.allowedMethods ?? ['HEAD', 'GET']),
      CachedMethods: counted('Method', ['HEAD', 'GET']),
    },
    SmoothStreaming: false,
    Compress: true,
    ...functionsOf(behavior, functionArn),
    FieldLevelEncryptionId: '',
    OriginRequestPolicyId: behavior.originRequestPolicyId,
    GrpcConfig: { Enabled: false },
    ...cachingOf(behavior),
  };
}

function functionsOf({ functions = [], lambdas = [] }: BehaviorFixture, functionArn: FunctionArn): Members {
  return {
    LambdaFunctionAssociations: counted(
      'LambdaFunctionAssociation',
      lambdas.map(({ arn, event }) => ({ LambdaFunctionARN: arn, EventType: event, IncludeBody: false })),
    ),
    FunctionAssociations: counted(
      'FunctionAssociation',
      functions.map(({ name, event }) => ({ FunctionARN: functionArn(name), EventType: event })),
    ),
  };
}

/** A behavior has a cache policy or the legacy settings, never both. */
function cachingOf({ cachePolicyId, forwardedValues }: BehaviorFixture): Members {
  if (!forwardedValues) return { CachePolicyId: cachePolicyId ?? CACHING_DISABLED };
  return { ForwardedValues: legacy(forwardedValues), MinTTL: 0, DefaultTTL: 86_400, MaxTTL: 31_536_000 };
}

function legacy({ headers = [], queryString = false }: ForwardedValuesFixture): Wire {
  return {
    QueryString: queryString,
    Cookies: { Forward: 'none' },
    Headers: counted('Name', headers),
    QueryStringCacheKeys: counted('Name', []),
  };
}
