import { partly, speaksTls } from '../dials.ts';
import { endOf, widened } from '../handshake-faults.ts';
import { endsTold, judgeRefused } from '../refused-dials.ts';
import { SIGHT } from '../remedies/serving.ts';
import { NEW_CERTIFICATE, speakTls } from '../remedies/speak-tls.ts';
import { showChain } from '../remedies/verify.ts';
import { defineRule } from '../rule.ts';

/**
 * The origin agrees only on groups that CloudFront does not offer: it has P-256, X25519 and P-384.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html and
 * https://github.com/aws/s2n-tls/blob/main/tls/s2n_ecc_preferences.c
 */
export const groupMismatch = defineRule({
  id: 'group-mismatch',
  title: 'no key exchange group in common',
  about: {
    whatHappens:
      'The origin agrees on no elliptic curve that CloudFront offers for the key exchange: only P-521 or X448, say.',
    whatCloudFrontDoes: 'It offers P-256, X25519 and P-384, is refused, and answers 502.',
    howToBeSure: '`openssl s_client -groups P-256:X25519:P-384` is refused; with `-groups P-521` it completes.',
    whatFixesIt: 'P-256 or X25519 among the groups of the origin, e.g. nginx `ssl_ecdh_curve X25519:prime256v1;`.',
    whatDoesNot: 'A new certificate: the curve of its key is another matter than the group of the key exchange.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html',
    'https://github.com/aws/s2n-tls/blob/main/tls/s2n_ecc_preferences.c',
  ],
  applies: speaksTls,
  judge: ({ handshakes }, scene) => judgeRefused('group-mismatch', handshakes, scene),
  explain({ first, failing, seen, where, all }, { origin }) {
    const group = widened(first, all)?.group;
    const explanation = `CloudFront offers P-256, X25519 and P-384, and the origin ended the handshake with ${endOf(first)}.${group ? ` Asked with every group, it chose ${group}.` : ''}`;
    return {
      title: `Origin ${origin.domainName} agrees on no key exchange group that CloudFront offers${where}`,
      explanation: `${explanation}${partly(failing, seen)}`,
      evidence: endsTold(first, failing),
    };
  },
  remedy: ({ first }, context) =>
    speakTls('`ssl_ecdh_curve X25519:prime256v1:secp384r1;`', showChain(first.target), context),
  deadEnds: () => [NEW_CERTIFICATE],
});
