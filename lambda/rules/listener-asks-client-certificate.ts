import { speaksTls } from '../dials.ts';
import { doWithoutClients, showClientCertificate } from '../remedies/client-certificate.ts';
import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { defineRule } from '../rule.ts';

/**
 * The listener verifies clients, and the distribution has no certificate to show it: "For origins that request client-side
 * certificates when mTLS is not configured, CloudFront drops the request." With `passthrough` the listener only asks, and
 * AWS's own TLS library goes on without a certificate: that leads only where nothing else does.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html and
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html
 */
export const listenerAsksClientCertificate = defineRule({
  id: 'listener-asks-client-certificate',
  title: 'client certificate asked for by the listener',
  about: {
    whatHappens:
      "Mutual authentication is on at the load balancer's listener (`verify`, or `passthrough`), and the distribution has no client certificate for this origin.",
    whatCloudFrontDoes:
      'Its documents say that it drops the request. With `verify` the listener turns away whoever shows none in any case; with `passthrough` AWS’s own sources differ.',
    howToBeSure: '`aws elbv2 describe-listeners` shows `MutualAuthentication` with its `Mode`.',
    whatFixesIt:
      'A client certificate for CloudFront (origin mTLS), or mutual authentication switched off on this listener. A VPC origin can have no client certificate.',
    whatDoesNot: "The distribution's own certificate, or a custom header: neither is a client certificate.",
  },
  certainty: 'proven',
  needs: ['loadBalancer', 'listener'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html',
  ],
  applies: (scene) => speaksTls(scene) && scene.origin.connection.type !== 's3',
  judge: ({ loadBalancer, listener: state }, { origin: { connection, domainName } }) => {
    if (state.kind !== 'found' || !ASKS.has(state.listener.mutualAuthentication)) return undefined;
    if (connection.type === 'custom' && connection.clientCertificateArn) return undefined;
    const { listener } = state;
    return {
      facts: { balancer: loadBalancer, listener },
      witness: { kind: 'listener', key: listener.arn },
      reach: { failing: 1, seen: 1, of: [domainName] },
      ...(listener.mutualAuthentication !== 'verify' && { certainty: 'likely' as const, lastResort: true }),
    };
  },
  explain: ({ balancer, listener: { port, mutualAuthentication: mode } }) => ({
    title: `The listener on port ${port} of ${balancer.name} ${mode === 'verify' ? 'demands' : 'asks for'} a client certificate, and CloudFront has none for it`,
    explanation:
      mode === 'verify'
        ? 'With mutual authentication in mode verify the listener turns away every client without a certificate that it trusts. No client certificate is configured for this origin in CloudFront.'
        : "By CloudFront's page it drops requests to an origin that asks for a client certificate while none is configured; AWS's own TLS library goes on without one. The sources differ.",
    evidence: [`Listener on port ${port} of ${balancer.name} in ${balancer.region}: mutual authentication ${mode}`],
  }),
  remedy: ({ balancer, listener }, scene) => [
    ...showClientCertificate(scene),
    doWithoutClients(listener, balancer.region, scene.origin.connection.type === 'custom' ? 'Or turn' : 'Turn'),
  ],
  deadEnds: () => [VIEWER_CERTIFICATE],
});

const ASKS: ReadonlySet<string> = new Set(['verify', 'passthrough']);
