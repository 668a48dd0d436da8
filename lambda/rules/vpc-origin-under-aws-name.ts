import { behaviorsReaching } from '../cloudfront/behaviors.ts';
import { list, speaksTls, unique } from '../dials.ts';
import type { ManagedCertificate } from '../model/load-balancer.ts';
import type { Scene } from '../place.ts';
import { certificateForAwsName, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { canBeCertified } from '../remedies/server-names.ts';
import { renameOrigin } from '../remedies/tenant-parameter.ts';
import { defineRule } from '../rule.ts';
import { ENDS_TLS } from '../shown.ts';

/** Paths whose requests carry the origin's own name. */
const underOwnName = ({ origin, distribution }: Scene) =>
  behaviorsReaching(origin.id, distribution).filter(({ hostForwarding }) => hostForwarding.kind === 'not-forwarded');

/** A name that a certificate of the listener covers: one as it stands, else one under a wildcard. */
function certified(certificates: readonly ManagedCertificate[]): string | undefined {
  const names = unique(certificates.flatMap((one) => one.names)).filter(canBeCertified);
  return names.find((name) => !name.startsWith('*.')) ?? names[0]?.replace('*', 'origin');
}

/**
 * A VPC origin whose domain name is the load balancer's own, as the console fills it in, over HTTPS: "a public certificate
 * cannot be requested for the *.amazonaws.com domain". Whether CloudFront checks the name of a VPC origin is not documented:
 * likely and no more. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export const vpcOriginUnderAwsName = defineRule({
  id: 'vpc-origin-under-aws-name',
  title: "VPC origin over HTTPS under the load balancer's own name",
  about: {
    whatHappens:
      "The origin's domain name is the one that AWS gave the load balancer, CloudFront enters its network through a VPC origin and speaks HTTPS, and a behavior does not forward the viewer's Host. No certificate can carry that name.",
    whatCloudFrontDoes:
      'Of other origins it refuses a certificate for another name and answers 502. That VPC origins are checked in the same way is not documented.',
    howToBeSure:
      "The origin's domain name ends in `elb.amazonaws.com`, and `aws acm describe-certificate` shows other names on the listener's certificates. Change the domain name and see.",
    whatFixesIt:
      "As the origin's domain name, one that is on the listener's certificate: a VPC origin is found by its id, its domain name is only what is asked for.",
    whatDoesNot: "A certificate for the load balancer's own name: no public authority issues it.",
  },
  certainty: 'likely',
  needs: ['listener', 'certificates'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
    'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginConfig.html',
  ],
  applies: (scene) =>
    scene.origin.connection.type === 'vpc' &&
    speaksTls(scene) &&
    (scene.origin.kind === 'load-balancer' || scene.origin.kind === 'network-load-balancer'),
  judge: ({ listener: state, certificates }, scene) => {
    const own = underOwnName(scene);
    if (state.kind !== 'found' || !ENDS_TLS.has(state.listener.protocol) || own.length === 0) return undefined;
    return {
      facts: { listener: state.listener, certificates, paths: own.map(({ pathPattern }) => pathPattern) },
      witness: { kind: 'endpoint', key: `${scene.origin.domainName}:${state.listener.port}` },
      reach: { failing: 1, seen: 1, of: [scene.origin.domainName] },
    };
  },
  explain: ({ listener, certificates, paths }, { origin }) => ({
    title: `The VPC origin has the load balancer's own name over HTTPS, which no certificate can carry: ${origin.domainName}`,
    explanation: `Behavior ${list(paths, 3)} ${paths.length > 1 ? 'do' : 'does'} not forward Host, so CloudFront asks for that name. The listener holds certificates for ${list(unique(certificates.flatMap((one) => one.names)), 3)}.`,
    evidence: [`Listener on port ${listener.port}: ${listener.arn.split(':listener/').at(-1)}`],
  }),
  remedy: ({ certificates }, { origin, distribution }) => {
    const name = certified(certificates) ?? 'NAME_ON_THE_CERTIFICATE';
    return renameOrigin(
      `Ask for a name that is on the certificate: make ${name} the origin's domain name. The VPC origin stays what it is`,
      { origin, distribution },
      name,
    );
  },
  deadEnds: () => [certificateForAwsName("the load balancer's own name"), VIEWER_CERTIFICATE],
});
