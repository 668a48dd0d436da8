import { partly, speaksTls } from '../dials.ts';
import { endOf } from '../handshake-faults.ts';
import type { Certainty } from '../model/finding.ts';
import type { Handshake } from '../model/handshake.ts';
import { endsTold, judgeRefused } from '../refused-dials.ts';
import { stopDemanding } from '../remedies/client-certificate.ts';
import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule, type Unseen } from '../rule.ts';

/** Our dials cannot show the certificate that CloudFront has. */
const HIDDEN: Unseen = {
  unseen:
    'the origin demands a client certificate; CloudFront has one for it and we do not, so we cannot tell whether it is accepted',
};

/** A reset may be a firewall's; the request itself may have been what was not liked. */
function certainty({ outcome, refusedAfterwards }: Handshake): Certainty {
  return outcome.kind === 'alert' || refusedAfterwards?.how === 'alert' ? 'proven' : 'likely';
}

/**
 * The origin asks for a client certificate and goes no further without: alert 40 in TLS 1.2, alert 116 after the handshake in
 * TLS 1.3. "For origins that request client-side certificates when mTLS is not configured, CloudFront drops the request."
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html and
 * https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.4
 */
export const clientCertificateRequired = defineRule({
  id: 'client-certificate-required',
  title: 'client certificate demanded by the origin',
  about: {
    whatHappens:
      "The origin demands a client certificate, and the distribution has none to show it: a load balancer that verifies clients, or another CDN's origin pull.",
    whatCloudFrontDoes: 'Without origin mTLS it has no certificate to send; the origin refuses and viewers get 502.',
    howToBeSure: '`openssl s_client` prints acceptable client certificate CA names and ends in alert 40 or 116.',
    whatFixesIt:
      'A client certificate for CloudFront (origin mTLS), or an origin that does not verify clients on this port.',
    whatDoesNot: "The distribution's own certificate, or a custom header: neither is a client certificate.",
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html',
    'https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.4',
  ],
  applies: speaksTls,
  judge: ({ handshakes }, scene) => {
    const found = judgeRefused('client-certificate-required', handshakes, scene, certainty);
    const { connection } = scene.origin;
    const isOurs = found && 'facts' in found && connection.type === 'custom' && connection.clientCertificateArn;
    return isOurs ? HIDDEN : found;
  },
  explain: ({ first, failing, seen, where }, { origin }) => ({
    title: `Origin ${origin.domainName} demands a client certificate${where}`,
    explanation: `The origin asks for a client certificate and, without one, ends in ${endOf(first)}. No client certificate is configured for this origin in CloudFront.${partly(failing, seen)}`,
    evidence: endsTold(first, failing),
  }),
  remedy: ({ first }, context) => stopDemanding(first.target, context),
  deadEnds: () => [VIEWER_CERTIFICATE],
});
