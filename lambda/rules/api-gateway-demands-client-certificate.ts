import { cut, speaksTls } from '../dials.ts';
import { endMutualTls } from '../remedies/api-domain.ts';
import { showClientCertificate } from '../remedies/client-certificate.ts';
import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule, type Unseen } from '../rule.ts';

const HIDDEN: Unseen = {
  unseen:
    'the custom domain name demands a client certificate; CloudFront has one for it, and whether it is accepted does not show',
};

/**
 * With mutual TLS on a custom domain name clients must show a certificate that its trust store knows
 * (https://docs.aws.amazon.com/apigateway/latest/api/API_MutualTlsAuthentication.html); without origin mTLS CloudFront has none to
 * show and drops the request
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html).
 */
export const apiGatewayDemandsClientCertificate = defineRule({
  id: 'api-gateway-demands-client-certificate',
  title: 'mutual TLS on the custom domain name of API Gateway',
  about: {
    whatHappens:
      'The custom domain name in API Gateway has mutual TLS: clients must show a certificate. CloudFront has none for this origin.',
    whatCloudFrontDoes:
      'It has no client certificate to send and drops the request: viewers get 502, and the API never sees it.',
    howToBeSure:
      '`aws apigateway get-domain-name` shows `mutualTlsAuthentication` with a trust store; the origin in CloudFront has no `OriginMtlsConfig`.',
    whatFixesIt:
      'A client certificate for CloudFront (origin mTLS) whose issuer is in the trust store; or a custom domain name without mutual TLS.',
    whatDoesNot:
      "The distribution's own certificate, or mutual TLS between viewers and CloudFront: both are another leg.",
  },
  certainty: 'proven',
  needs: ['apiDomain'],
  uses: [...SIGHT, 'handshakes'],
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html',
  ],
  applies: (scene) => speaksTls(scene) && scene.origin.connection.type === 'custom',
  judge: ({ apiDomain }, { origin: { connection } }) => {
    if (!apiDomain.trustStore || connection.type !== 'custom') return undefined;
    if (connection.clientCertificateArn) return HIDDEN;
    return {
      facts: { domain: apiDomain, trustStore: apiDomain.trustStore },
      witness: { kind: 'endpoint', key: `${apiDomain.name}:${connection.httpsPort}` },
      reach: { failing: 1, seen: 1, of: [apiDomain.name] },
    };
  },
  /** A dial that completes unasked contradicts the record. */
  weigh: (_facts, { handshakes }) => {
    const dials = handshakes.status === 'observed' ? handshakes.value.dials : [];
    const unasked = dials.some(({ outcome }) => outcome.kind === 'completed' && !outcome.clientCertificateRequested);
    return unasked ? 'likely' : 'proven';
  },
  explain: ({ domain, trustStore }) => ({
    title: `API Gateway demands a client certificate for ${domain.name}, and CloudFront has none to show`,
    explanation: `The custom domain name has mutual TLS, and this origin has no client certificate in CloudFront, which drops such requests. The records say so, whatever we could dial.`,
    evidence: [
      `API Gateway: custom domain name ${domain.name} in ${domain.region}, ${domain.status}, ${domain.securityPolicy}`,
      `Trust store: ${cut(trustStore)}`,
    ],
  }),
  remedy: ({ domain, trustStore }, context) => [...showClientCertificate(context), endMutualTls(domain, trustStore)],
  deadEnds: () => [VIEWER_CERTIFICATE],
});
