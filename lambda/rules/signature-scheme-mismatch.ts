import { partly, speaksTls } from '../dials.ts';
import { endOf } from '../handshake-faults.ts';
import { endsTold, judgeRefused } from '../refused-dials.ts';
import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { requestOtherKey } from '../remedies/other-key.ts';
import { defineRule } from '../rule.ts';

/**
 * The origin signs the handshake only in ways that CloudFront does not offer: it has ECDSA, RSA-PSS and RSA PKCS#1, no EdDSA.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html
 * and https://github.com/aws/s2n-tls/blob/main/tls/s2n_signature_scheme.c
 */
export const signatureSchemeMismatch = defineRule({
  id: 'signature-scheme-mismatch',
  title: 'no signature scheme in common',
  about: {
    whatHappens:
      'The origin, or something before it, wants the handshake signed in a way that CloudFront does not offer, such as EdDSA, although its certificate has an ordinary key.',
    whatCloudFrontDoes:
      'It offers ECDSA, RSA-PSS and RSA PKCS#1, is refused before any certificate is shown, and answers 502.',
    howToBeSure:
      '`openssl s_client -sigalgs ECDSA+SHA256:RSA-PSS+SHA256:RSA+SHA256` is refused; with `-sigalgs ed25519` it completes.',
    whatFixesIt:
      'ECDSA and RSA among the signature algorithms of the server, or a certificate with a key of RSA 2048 or ECDSA P-256.',
    whatDoesNot: 'Other ciphers, groups or versions of TLS: they do not decide how the handshake is signed.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html',
    'https://github.com/aws/s2n-tls/blob/main/tls/s2n_signature_scheme.c',
  ],
  applies: speaksTls,
  judge: ({ handshakes }, scene) => judgeRefused('signature-scheme-mismatch', handshakes, scene),
  explain({ first, failing, seen, where }, { origin }) {
    const explanation = `CloudFront offers ECDSA, RSA-PSS and RSA PKCS#1, and the origin ended the handshake with ${endOf(first)}. Asked with EdDSA as well, it completed.`;
    return {
      title: `Origin ${origin.domainName} signs only in a way that CloudFront does not offer${where}`,
      explanation: `${explanation}${partly(failing, seen)}`,
      evidence: endsTold(first, failing),
    };
  },
  remedy: ({ first: { target } }) => [requestOtherKey(target)],
  deadEnds: () => [VIEWER_CERTIFICATE],
});
