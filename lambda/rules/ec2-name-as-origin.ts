import { judgeAwsName, sendsOwnName } from '../aws-named-origin.ts';
import { speaksTls, told } from '../dials.ts';
import { certificateForAwsName, HTTP_ONLY, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { forwardHost, useOwnName } from '../remedies/own-name.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * Without the viewer's Host, CloudFront asks for and checks the origin's domain name; no public certificate can be had for the
 * name that AWS gives an instance, which lies under amazonaws.com.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export const ec2NameAsOrigin = defineRule({
  id: 'ec2-name-as-origin',
  title: "an instance's AWS name as the origin, over HTTPS",
  about: {
    whatHappens:
      "The origin is the public DNS name that AWS gave an EC2 instance (`ec2-….amazonaws.com`), it is dialled over HTTPS, and a behavior does not forward the viewer's Host.",
    whatCloudFrontDoes:
      'It asks for that name, gets a certificate that does not carry it, hangs up and answers 502. The request never reaches the server.',
    howToBeSure:
      "The origin's domain name begins with `ec2-` and ends in `amazonaws.com`, and `openssl s_client -servername` with that name shows a certificate for another one.",
    whatFixesIt:
      "A name of your own that points at the server and is on its certificate, as the origin's domain name, with an Elastic IP address: the AWS name changes with each stop. Or forward the viewer's Host, where the certificate covers every alias.",
    whatDoesNot: "Requesting a certificate for the instance's AWS name: no public authority issues it.",
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
  ],
  applies: (scene) => scene.origin.kind === 'ec2' && scene.origin.connection.type === 'custom' && speaksTls(scene),
  judge: ({ handshakes }, { origin }) => judgeAwsName(handshakes, origin),
  explain: ({ first, failing }, { origin, listener }) => ({
    title: `The origin is an instance's AWS name over HTTPS, which no certificate can carry: ${origin.domainName}`,
    explanation: sendsOwnName(first, 'the AWS name of the instance'),
    evidence: told(failing, listener),
  }),
  remedy: ({ first }, context) => [...useOwnName(first, context, 'server'), ...forwardHost(first.leaf, context)],
  deadEnds: () => [certificateForAwsName("the instance's AWS name"), VIEWER_CERTIFICATE, HTTP_ONLY],
});
