import { speaksTls } from '../dials.ts';
import { judgeForwardedHost, leafOf, tellForwardedHost } from '../forwarded-host.ts';
import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { CERTIFICATE_ON_ENDPOINT, keepOwnHost, onePolicyAlone } from '../remedies/keep-own-host.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * A function URL expects the Host of its own endpoint and knows no other: AWS made the policy
 * Managed-AllViewerExceptHostHeader for such origins.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export const hostForwardedToFunctionUrl = defineRule({
  id: 'host-forwarded-to-function-url',
  title: 'Host forwarded to a Lambda function URL',
  about: {
    whatHappens:
      "The origin is a Lambda function URL, and a behavior forwards the viewer's Host. A function URL has one name, and no custom one. Often the cache policy does it, with Host in its key.",
    whatCloudFrontDoes:
      "It asks for the viewer's name and gets a certificate for another: 502 where that carries neither name. Where it carries the origin's own name AWS's pages differ; if CloudFront takes it, the service itself turns the request away.",
    howToBeSure:
      "The origin's name ends in `lambda-url.REGION.on.aws`; `openssl s_client -servername` with the viewer's name shows a certificate for `*.lambda-url…`.",
    whatFixesIt:
      'The origin request policy `Managed-AllViewerExceptHostHeader`, and a cache policy without Host in its key: what is in the key is sent, whatever the other policy leaves out.',
    whatDoesNot:
      'A certificate for the alias: a function URL has no place for one. Origin access control: without it a URL with AWS_IAM answers 403, which is no 5xx.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html',
  ],
  applies: (scene) =>
    speaksTls(scene) && scene.origin.connection.type === 'custom' && scene.origin.kind === 'function-url',
  judge: ({ handshakes }, scene) => judgeForwardedHost(handshakes, scene, true),
  explain: (facts, context) => tellForwardedHost('a Lambda function URL', facts, context, OTHERWISE),
  remedy: (facts, context) => keepOwnHost(facts.target, leafOf(facts), context),
  deadEnds: (_facts, context) => [...onePolicyAlone(context), CERTIFICATE_ON_ENDPOINT, VIEWER_CERTIFICATE],
});

const OTHERWISE = 'If it takes it, the function URL turns away a Host that is not its own.';
