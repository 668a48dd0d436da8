import type { PolicyFixture } from '../fixture/cloudfront.ts';

/** The managed cache policy CachingDisabled. */
export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

const CORS = ['Origin', 'Access-Control-Request-Headers', 'Access-Control-Request-Method'];
const CACHE_CONTROL = ['Origin', 'X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override', 'Host'];

/** AWS's own cache policies. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const MANAGED_CACHE_POLICIES: readonly PolicyFixture[] = [
  managed(CACHING_DISABLED, 'CachingDisabled'),
  managed('658327ea-f89d-4fab-a63d-7e88639e58f6', 'CachingOptimized'),
  managed('b2884449-e4de-46a7-ac36-70bc7f1ddd6d', 'CachingOptimizedForUncompressedObjects'),
  managed('08627262-05a9-4f76-9ded-b50ca2e3a84f', 'Elemental-MediaPackage', ['Origin']),
  managed('2e54312d-136d-493c-8eb9-b001f22f67d2', 'Amplify', ['Authorization', 'CloudFront-Viewer-Country', 'Host']),
  managed('83da9c7e-98b4-4e11-a168-04f0df8e2c65', 'UseOriginCacheControlHeaders', CACHE_CONTROL),
  managed('4cc15a8a-d715-48a4-82b8-cc0b614638fe', 'UseOriginCacheControlHeaders-QueryStrings', CACHE_CONTROL),
];

/** AWS's own origin request policies. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const MANAGED_ORIGIN_REQUEST_POLICIES: readonly PolicyFixture[] = [
  {
    id: '216adef6-5c7f-47e4-b989-5492eafa07d3',
    name: 'Managed-AllViewer',
    headers: { behavior: 'allViewer' },
  },
  {
    id: '33f36d7e-f396-46d9-90e0-52428a34d9dc',
    name: 'Managed-AllViewerAndCloudFrontHeaders-2022-06',
    headers: {
      behavior: 'allViewerAndWhitelistCloudFront',
      headers: ['CloudFront-Viewer-Address', 'CloudFront-Viewer-Country', 'CloudFront-Viewer-TLS'],
    },
  },
  {
    id: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    name: 'Managed-AllViewerExceptHostHeader',
    headers: { behavior: 'allExcept', headers: ['Host'] },
  },
  managed('bf0718e1-ba1e-49d1-88b1-f726733018ae', 'HostHeaderOnly', ['Host']),
  managed('59781a5b-3903-41f3-afcb-af62929ccde1', 'CORS-CustomOrigin', ['Origin']),
  managed('88a5eaf4-2fd4-4709-b370-b4c650ea3fcf', 'CORS-S3Origin', CORS),
  managed('775133bc-15f2-49f9-abea-afb2e0bf67d2', 'Elemental-MediaTailor-PersonalizedManifests', [
    ...CORS,
    'User-Agent',
    'X-Forwarded-For',
  ]),
  managed('acba4595-bd28-49b8-b9fe-13317c0390fa', 'UserAgentRefererHeaders', ['User-Agent', 'Referer']),
];

function managed(id: string, name: string, headers?: readonly string[]): PolicyFixture {
  return { id, name: `Managed-${name}`, ...(headers && { headers: { behavior: 'whitelist', headers } }) };
}
