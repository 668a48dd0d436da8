import * as v from 'valibot';
import { AwsError } from '../errors.ts';
import type { VpcOriginFixture } from '../fixture/cloudfront.ts';
import { etagOf, MADE_AT } from '../names.ts';
import { type Context, type Operation, operation, type Service } from '../service.ts';
import type { Answer } from '../wire/protocol.ts';
import { restXmlProtocol } from '../wire/rest-xml.ts';
import type { Wire } from '../wire/value.ts';
import { cloudfrontArn, distributionOf } from './distribution.ts';
import { MANAGED_CACHE_POLICIES, MANAGED_ORIGIN_REQUEST_POLICIES } from './managed-policies.ts';
import { endpointOf } from './origin.ts';
import { cachePolicyOf, deploymentPolicyOf, originRequestPolicyOf } from './policies.ts';
import { getTenant, listTenants } from './tenants.ts';

const ID = v.strictObject({ Id: v.pipe(v.string(), v.nonEmpty()) });

/** One resource by its id: where it is found, how it is written, and the error where it is not there. */
function lookUp<T extends { readonly id: string }>(kind: {
  readonly root: string;
  readonly arn: string;
  readonly missing: readonly [code: string, message: string];
  readonly all: (context: Context) => readonly T[];
  readonly write: (found: T, context: Context) => Wire;
}): Operation {
  return operation({
    input: ID,
    resource: ({ Id }, context) => cloudfrontArn(context, `${kind.arn}/${Id}`),
    answer: ({ Id }, context) => {
      const found = kind.all(context).find(({ id }) => id === Id);
      if (!found) throw new AwsError([kind.missing[0], 404], kind.missing[1]);
      return { root: kind.root, value: kind.write(found, context), headers: { etag: etagOf(Id) } };
    },
  });
}

const getFunction = operation({
  input: v.strictObject({ Name: v.string(), Stage: v.optional(v.picklist(['DEVELOPMENT', 'LIVE']), 'DEVELOPMENT') }),
  resource: ({ Name }, context) => cloudfrontArn(context, `function/${Name}`),
  answer: ({ Name, Stage }, { fixture }): Answer => {
    const found = fixture.functions?.find(({ name }) => name === Name);
    if (!found || (Stage === 'LIVE' && found.published === false)) {
      throw new AwsError(['NoSuchFunctionExists', 404], 'The specified function does not exist.');
    }
    const text = Stage === 'LIVE' ? found.code : (found.developmentCode ?? found.code);
    return { text, headers: { etag: etagOf(text), 'content-type': 'application/octet-stream' } };
  },
});

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetMonitoringSubscription.html */
const getMonitoringSubscription = operation({
  input: v.strictObject({ DistributionId: v.pipe(v.string(), v.nonEmpty()) }),
  resource: ({ DistributionId }, context) => cloudfrontArn(context, `distribution/${DistributionId}`),
  answer: ({ DistributionId }, { fixture }): Answer => {
    const found = fixture.distributions?.find(({ id }) => id === DistributionId);
    if (!found) throw new AwsError(['NoSuchDistribution', 404], 'The specified distribution does not exist.');
    if (found.additionalMetrics === undefined) {
      const message = 'A monitoring subscription does not exist for the specified distribution.';
      throw new AwsError(['NoSuchMonitoringSubscription', 404], message);
    }
    const status = found.additionalMetrics ? 'Enabled' : 'Disabled';
    const config = { RealtimeMetricsSubscriptionStatus: status };
    return { root: 'MonitoringSubscription', value: { RealtimeMetricsSubscriptionConfig: config } };
  },
});

/** `VpcOrigin`. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOrigin.html */
function vpcOriginOf(origin: VpcOriginFixture, context: Context): Wire {
  return {
    Id: origin.id,
    Arn: cloudfrontArn(context, `vpcorigin/${origin.id}`),
    AccountId: origin.ownerAccountId ?? context.accountId,
    Status: origin.status ?? 'Deployed',
    CreatedTime: MADE_AT,
    LastModifiedTime: MADE_AT,
    VpcOriginEndpointConfig: { Name: origin.name ?? origin.id, Arn: origin.endpointArn, ...endpointOf(origin) },
  };
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  [
    'GetDistribution',
    lookUp({
      root: 'Distribution',
      arn: 'distribution',
      missing: ['NoSuchDistribution', 'The specified distribution does not exist.'],
      all: ({ fixture }) => fixture.distributions ?? [],
      write: distributionOf,
    }),
  ],
  [
    'GetCachePolicy',
    lookUp({
      root: 'CachePolicy',
      arn: 'cache-policy',
      missing: ['NoSuchCachePolicy', 'The cache policy does not exist.'],
      all: ({ fixture }) => [...(fixture.cachePolicies ?? []), ...MANAGED_CACHE_POLICIES],
      write: cachePolicyOf,
    }),
  ],
  [
    'GetOriginRequestPolicy',
    lookUp({
      root: 'OriginRequestPolicy',
      arn: 'origin-request-policy',
      missing: ['NoSuchOriginRequestPolicy', 'The origin request policy does not exist.'],
      all: ({ fixture }) => [...(fixture.originRequestPolicies ?? []), ...MANAGED_ORIGIN_REQUEST_POLICIES],
      write: originRequestPolicyOf,
    }),
  ],
  [
    'GetVpcOrigin',
    lookUp({
      root: 'VpcOrigin',
      arn: 'vpcorigin',
      missing: ['EntityNotFound', 'The entity was not found.'],
      all: ({ fixture }) => fixture.vpcOrigins ?? [],
      write: vpcOriginOf,
    }),
  ],
  [
    'GetContinuousDeploymentPolicy',
    lookUp({
      root: 'ContinuousDeploymentPolicy',
      arn: 'continuous-deployment-policy',
      missing: ['NoSuchContinuousDeploymentPolicy', 'The continuous deployment policy does not exist.'],
      all: ({ fixture }) => fixture.deploymentPolicies ?? [],
      write: deploymentPolicyOf,
    }),
  ],
  ['GetFunction', getFunction],
  ['ListDistributionTenants', listTenants],
  ['GetDistributionTenant', getTenant],
  ['GetMonitoringSubscription', getMonitoringSubscription],
]);

/** Amazon CloudFront, API version 2020-05-31. It answers in us-east-1 alone. https://docs.aws.amazon.com/general/latest/gr/cf_region.html */
export const CLOUDFRONT: Service = {
  scope: 'cloudfront',
  name: 'cloudfront',
  region: 'us-east-1',
  protocol: restXmlProtocol('http://cloudfront.amazonaws.com/doc/2020-05-31/', [
    { operation: 'GetDistribution', path: '/2020-05-31/distribution/{Id}' },
    { operation: 'GetCachePolicy', path: '/2020-05-31/cache-policy/{Id}' },
    { operation: 'GetOriginRequestPolicy', path: '/2020-05-31/origin-request-policy/{Id}' },
    { operation: 'GetContinuousDeploymentPolicy', path: '/2020-05-31/continuous-deployment-policy/{Id}' },
    { operation: 'GetVpcOrigin', path: '/2020-05-31/vpc-origin/{Id}' },
    {
      operation: 'GetMonitoringSubscription',
      path: '/2020-05-31/distributions/{DistributionId}/monitoring-subscription',
    },
    { operation: 'GetFunction', path: '/2020-05-31/function/{Name}' },
    { operation: 'GetDistributionTenant', path: '/2020-05-31/distribution-tenant/{Identifier}' },
    { operation: 'ListDistributionTenants', method: 'POST', path: '/2020-05-31/distribution-tenants' },
  ]),
  operations: OPERATIONS,
};
