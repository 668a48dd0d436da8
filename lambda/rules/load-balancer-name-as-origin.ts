import { completed, judgeEach, list, reach, speaksTls, told } from '../dials.ts';
import type { Certificate } from '../model/certificate.ts';
import type { Target } from '../model/handshake.ts';
import { CERTIFICATE_FOR_AWS_NAME, HTTP_ONLY, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { forwardHost, useOwnName } from '../remedies/own-name.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';
import { covers } from '../tls/names.ts';

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
  judge: ({ handshakes }, { origin }) => {
    const own = ({ target }: { readonly target: Target }) => target.serverName === origin.domainName;
    if (!handshakes.dials.some(own)) return undefined;
    const faults = judgeEach(completed(handshakes).filter(own), ({ leaf }) =>
      covers(leaf, origin.domainName) ? undefined : leaf,
    );
    if (!faults || 'unseen' in faults) return faults;
    const { target } = faults.first;
    return {
      facts: faults,
      witness: { kind: 'endpoint', key: `${origin.domainName}:${target.port}` },
      reach: reach(faults.failing, faults.seen),
      certainty: faults.failing.some((one) => one.target.hostForwarded === 'no') ? 'proven' : 'likely',
    };
  },
  explain: ({ first, failing }, { origin, listener }) => ({
    title: `The origin is the load balancer's own name over HTTPS, which no certificate can carry: ${origin.domainName}`,
    explanation: `${behaviors(first.target)} forward Host, so CloudFront asks for the load balancer's own name and checks the certificate against it. What is served carries ${names(first.leaf)}.`,
    evidence: told(failing, listener),
  }),
  remedy: ({ first }, context) => [...useOwnName(first, context), ...forwardHost(first.leaf, context)],
  deadEnds: () => [CERTIFICATE_FOR_AWS_NAME, VIEWER_CERTIFICATE, HTTP_ONLY],
});

const names = ({ dnsNames, commonName }: Certificate) =>
  dnsNames.length > 0 ? list(dnsNames, 3) : (commonName ?? 'no name');

const behaviors = ({ behaviors: [first = '*', ...others] }: Target) =>
  others.length > 0 ? `Behaviors ${list([first, ...others])} do not` : `Behavior ${first} does not`;
