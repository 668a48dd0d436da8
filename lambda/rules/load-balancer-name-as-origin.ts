import { judgeAwsName, sendsOwnName } from '../aws-named-origin.ts';
import { speaksTls, told } from '../dials.ts';
import { certificateForAwsName, HTTP_ONLY, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { forwardHost, useOwnName } from '../remedies/own-name.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

const NAMES_ARE_NOT_CERTIFIED =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html';

/**
 * Without the viewer's Host, CloudFront asks for and checks the origin's domain name; no public certificate can be had for
 * a load balancer's own name: "a public certificate cannot be requested for the *.amazonaws.com domain".
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export const loadBalancerNameAsOrigin = defineRule({
  id: 'load-balancer-name-as-origin',
  title: "the load balancer's own name as the origin, over HTTPS",
  about: {
    whatHappens:
      "The origin is the name that AWS gave the load balancer (`….elb.amazonaws.com`, what the console offers), it is dialled over HTTPS, and a behavior does not forward the viewer's Host.",
    whatCloudFrontDoes:
      "It asks for that name, gets a certificate that does not carry it, hangs up and answers 502. The load balancer's access log stays empty.",
    howToBeSure:
      "The origin's domain name ends in `elb.amazonaws.com`, and `openssl s_client -servername` with that name shows a certificate for another one.",
    whatFixesIt:
      "A name of your own that points at the load balancer and is on its certificate, as the origin's domain name. Or forward the viewer's Host, where the certificate covers every alias.",
    whatDoesNot:
      "Requesting a certificate for the load balancer's name: no public authority issues it. The viewer certificate in us-east-1 is another leg.",
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    NAMES_ARE_NOT_CERTIFIED,
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
  ],
  applies: (scene) =>
    scene.origin.connection.type === 'custom' &&
    speaksTls(scene) &&
    (scene.origin.kind === 'load-balancer' || scene.origin.kind === 'network-load-balancer'),
  judge: ({ handshakes }, { origin }) => judgeAwsName(handshakes, origin),
  explain: ({ first, failing }, { origin, listener }) => ({
    title: `The origin is the load balancer's own name over HTTPS, which no certificate can carry: ${origin.domainName}`,
    explanation: sendsOwnName(first, "the load balancer's own name"),
    evidence: told(failing, listener),
  }),
  remedy: ({ first }, context) => [...useOwnName(first, context, 'load balancer'), ...forwardHost(first.leaf, context)],
  deadEnds: () => [certificateForAwsName("the load balancer's own name"), VIEWER_CERTIFICATE, HTTP_ONLY],
});
