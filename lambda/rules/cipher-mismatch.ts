import { partly, speaksTls } from '../dials.ts';
import { endOf, widened } from '../handshake-faults.ts';
import type { FollowUp } from '../model/handshake.ts';
import { endsTold, judgeRefused } from '../refused-dials.ts';
import { SIGHT } from '../remedies/serving.ts';
import { NEW_CERTIFICATE, speakTls } from '../remedies/speak-tls.ts';
import { showChain } from '../remedies/verify.ts';
import { defineRule } from '../rule.ts';

/**
 * The origin takes only ciphers that CloudFront does not offer, DHE or CHACHA20 below TLS 1.3 among them. 3DES and
 * RC4, which CloudFront still has, are asked for by hand; where silence met that, it stays open: likely and no more.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html and
 * https://github.com/aws/s2n-tls/blob/main/tls/s2n_security_policies.c
 */
export const cipherMismatch = defineRule({
  id: 'cipher-mismatch',
  title: 'no cipher in common',
  about: {
    whatHappens:
      'The origin accepts only ciphers that CloudFront does not offer: `DHE-*`, or `CHACHA20` below TLS 1.3.',
    whatCloudFrontDoes: 'It offers ECDHE and plain RSA with AES in GCM or CBC, is refused, and answers 502.',
    howToBeSure:
      "`openssl s_client -tls1_2 -cipher` with the list on AWS's page is refused, and with `ALL` it completes.",
    whatFixesIt:
      "One cipher of AWS's list on the origin, or TLS 1.3, whose ciphers CloudFront has; a security policy on a load balancer.",
    whatDoesNot: 'A new certificate of the same key type, or more versions of TLS with the same ciphers.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html',
    'https://github.com/aws/s2n-tls/blob/main/tls/s2n_security_policies.c',
  ],
  applies: speaksTls,
  judge: ({ handshakes }, scene) => judgeRefused('cipher-mismatch', handshakes, scene),
  explain({ first, failing, seen, where, all }, { origin }) {
    const chosen = widened(first, all);
    const wasRefused = failing.some(({ followUps = [] }) => followUps.some(refusesLegacy));
    const explanation = `CloudFront's ciphers were refused with ${endOf(first)}.${chosen ? ` Asked with every cipher, the origin chose ${chosen.cipher} over ${chosen.protocol}, which CloudFront does not offer.` : ''}${wasRefused ? ' 3DES and RC4, which CloudFront still has, were refused as well.' : ''}`;
    return {
      title: `Origin ${origin.domainName} accepts no cipher that CloudFront offers${where}`,
      explanation: `${explanation}${partly(failing, seen)}`,
      evidence: endsTold(first, failing),
    };
  },
  remedy: ({ first }, context) =>
    speakTls(
      '`ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384;` and `ssl_protocols TLSv1.2 TLSv1.3;`',
      showChain(first.target),
      context,
    ),
  deadEnds: () => [NEW_CERTIFICATE],
});

/** Silence is no refusal. */
function refusesLegacy({ asked, outcome }: FollowUp): boolean {
  return asked === 'legacy' && outcome.kind === 'failed' && outcome.as !== 'timed-out';
}
