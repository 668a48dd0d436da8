import { speaksTls } from '../dials.ts';
import { judgeForwardedHost, leafOf, tellForwardedHost } from '../forwarded-host.ts';
import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { CERTIFICATE_ON_ENDPOINT, keepOwnHost, onePolicyAlone } from '../remedies/keep-own-host.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * The endpoints of AWS Elemental MediaPackage, MediaStore and MediaTailor have AWS's names and AWS's certificates; the certificate must
 * match the viewer's Host where that is forwarded.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
 */
export const hostForwardedToMedia = defineRule({
  id: 'host-forwarded-to-media',
  title: 'Host forwarded to a media service',
  about: {
    whatHappens:
      "The origin is an endpoint of MediaPackage, MediaStore or MediaTailor, and a behavior forwards the viewer's Host, for which AWS has no certificate there.",
    whatCloudFrontDoes:
      "It asks for the viewer's name and gets a certificate for another: 502 where that carries neither name. Where it carries the origin's own name AWS's pages differ; if CloudFront takes it, the service itself turns the request away.",
    howToBeSure:
      "The origin's name ends in `mediapackage`, `mediapackagev2`, `mediastore` or `mediatailor`, Region and `amazonaws.com`; `openssl s_client -servername` with the viewer's name shows a certificate for that domain.",
    whatFixesIt:
      'The origin request policy `Managed-AllViewerExceptHostHeader`, and a cache policy without Host in its key: what is in the key is sent, whatever the other policy leaves out.',
    whatDoesNot:
      'A certificate for the alias: these endpoints have no place for one. The certificate of the distribution is for viewers.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html',
  ],
  applies: (scene) => speaksTls(scene) && scene.origin.connection.type === 'custom' && scene.origin.kind === 'media',
  judge: ({ handshakes }, scene) => judgeForwardedHost(handshakes, scene, true),
  explain: (facts, context) => tellForwardedHost('an AWS media endpoint', facts, context, OTHERWISE),
  remedy: (facts, context) => keepOwnHost(facts.target, leafOf(facts), context),
  deadEnds: (_facts, context) => [...onePolicyAlone(context), CERTIFICATE_ON_ENDPOINT, VIEWER_CERTIFICATE],
});

const OTHERWISE = 'If it takes it, the endpoint is asked under a name that is not its own.';
