import { speaksTls } from '../dials.ts';
import { HTTP_ONLY } from '../remedies/dead-ends.ts';
import { editConnection } from '../remedies/edit-connection.ts';
import { secureListener } from '../remedies/open-listener.ts';
import { defineRule } from '../rule.ts';

/** The port that a listener with TLS is expected on. */
const HTTPS_PORT = 443;

/**
 * CloudFront speaks TLS to the port that the distribution calls its HTTPS port. A listener whose protocol is HTTP does
 * not: it answers the ClientHello with an HTTP error. TCP is another matter, there the targets may speak TLS.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html
 */
export const listenerNotHttps = defineRule({
  id: 'listener-not-https',
  title: 'plain HTTP listener on the HTTPS port',
  about: {
    whatHappens:
      'The load balancer has a listener on the port that the distribution dials over HTTPS, but its protocol is HTTP. Often `HTTPSPort` was set to 80, or the listener was created without a certificate.',
    whatCloudFrontDoes:
      'It starts a TLS handshake, gets an HTTP error instead of a ServerHello, and answers 502. With `match-viewer` only viewers that come over HTTPS are hit.',
    howToBeSure: '`aws elbv2 describe-listeners` shows `Protocol: HTTP` for that port.',
    whatFixesIt:
      "Turn the listener into HTTPS with a certificate for the origin's name, or let CloudFront dial the port of the HTTPS listener.",
    whatDoesNot:
      'A certificate in ACM that is attached to nothing. Downgrading the origin to `http-only` silences the error and sends every request unencrypted.',
  },
  certainty: 'proven',
  needs: ['loadBalancer', 'listener'],
  uses: ['candidates'],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
  ],
  applies: (scene) => scene.origin.connection.type !== 's3' && speaksTls(scene),
  judge: ({ loadBalancer, listener }, { origin }) => {
    if (listener.kind !== 'found' || listener.listener.protocol !== 'HTTP') return undefined;
    const { arn, port } = listener.listener;
    return {
      facts: { balancer: loadBalancer, arn, port },
      witness: { kind: 'listener', key: arn },
      reach: { failing: 1, seen: 1, of: [origin.domainName] },
    };
  },
  explain: ({ balancer, port }, { origin }) => ({
    title: `Port ${port} of load balancer ${balancer.name} speaks plain HTTP, and CloudFront dials it over HTTPS`,
    explanation: `CloudFront opens a TLS handshake to ${origin.domainName}:${port}; the listener there has protocol HTTP and no certificate, so the handshake cannot succeed.`,
    evidence: [`Listener on port ${port} of ${balancer.name} in ${balancer.region}: protocol HTTP`],
  }),
  remedy: ({ balancer, arn, port }, { origin, distribution, candidates }) => [
    ...(port === HTTPS_PORT
      ? []
      : editConnection(
          `If ${balancer.name} has an HTTPS listener on ${HTTPS_PORT}, let CloudFront dial that one`,
          { origin, distribution },
          { HTTPSPort: HTTPS_PORT },
        )),
    ...secureListener(arn, port, { balancer, candidates }),
  ],
  deadEnds: () => [
    {
      tempting: 'Requesting a certificate and stopping there',
      why: 'A listener with protocol HTTP uses none. It must become an HTTPS listener.',
    },
    HTTP_ONLY,
  ],
});
