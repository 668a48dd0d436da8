import { speaksTls } from '../dials.ts';
import { judgeForwardedHost, leafOf, tellForwardedHost } from '../forwarded-host.ts';
import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { keepOwnHost, onePolicyAlone } from '../remedies/keep-own-host.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';
import { standsBehind } from '../stands-behind.ts';

/**
 * API Gateway expects the Host of its own endpoint, or of a custom domain name that it has: AWS made the policy
 * Managed-AllViewerExceptHostHeader for such origins.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export const hostForwardedToApiGateway = defineRule({
  id: 'host-forwarded-to-api-gateway',
  title: 'Host forwarded to API Gateway',
  about: {
    whatHappens:
      "The origin is an API Gateway endpoint, and a behavior forwards the viewer's Host, for which API Gateway has no custom domain name. Often the cache policy does it, with Host in its key.",
    whatCloudFrontDoes:
      "It asks for the viewer's name and gets a certificate for another: 502 where that carries neither name. Where it carries the origin's own name AWS's pages differ; if CloudFront takes it, the service itself turns the request away.",
    howToBeSure:
      "The origin's name, or a CNAME behind it, ends in `execute-api.REGION.amazonaws.com`; `openssl s_client -servername` with the viewer's name shows a certificate for `*.execute-api…`.",
    whatFixesIt:
      "The origin request policy `Managed-AllViewerExceptHostHeader`, and a cache policy without Host in its key: what is in the key is sent, whatever the other policy leaves out. Or a custom domain name in API Gateway for the viewer's name.",
    whatDoesNot:
      'A certificate on the distribution; changing the origin request policy alone while the cache key holds Host.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html',
  ],
  applies: (scene, resolution) =>
    speaksTls(scene) &&
    scene.origin.connection.type === 'custom' &&
    standsBehind(scene.origin, resolution) === 'api-gateway',
  judge: ({ handshakes }, scene) => judgeForwardedHost(handshakes, scene, false),
  explain: (facts, context) => tellForwardedHost('API Gateway', facts, context, OTHERWISE),
  remedy: (facts, context) => keepOwnHost(facts.target, leafOf(facts), context),
  deadEnds: (_facts, context) => [...onePolicyAlone(context), VIEWER_CERTIFICATE],
});

const OTHERWISE =
  'If it takes it, API Gateway turns away a Host that it has no custom domain name for, as a rule with 403.';
