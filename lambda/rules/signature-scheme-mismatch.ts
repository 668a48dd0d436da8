import { partly, speaksTls } from '../dials.ts';
import { endOf } from '../handshake-faults.ts';
import { endsTold, judgeRefused } from '../refused-dials.ts';
import { VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { shellLine } from '../remedies/shell.ts';
import { showChain } from '../remedies/verify.ts';
import { defineRule } from '../rule.ts';

/** RSA up to 4096 and ECDSA with 256 bits. */
const KEYS = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html';

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
      'The origin signs the handshake only in a way that CloudFront does not offer: its key is Ed25519 or Ed448.',
    whatCloudFrontDoes:
      'It offers ECDSA, RSA-PSS and RSA PKCS#1, is refused before any certificate is shown, and answers 502.',
    howToBeSure:
      '`openssl s_client -sigalgs ECDSA+SHA256:RSA-PSS+SHA256:RSA+SHA256` is refused; with `-sigalgs ed25519` it completes.',
    whatFixesIt: 'A certificate with a key of RSA 2048 or ECDSA P-256.',
    whatDoesNot: 'Other ciphers, groups or versions of TLS: the key can sign in no other way.',
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
    const explanation = `CloudFront offers ECDSA, RSA-PSS and RSA PKCS#1, and the origin ended the handshake with ${endOf(first)}. Asked with EdDSA as well, it completed: the key of its certificate is Ed25519 or Ed448.`;
    return {
      title: `Origin ${origin.domainName} signs only in a way that CloudFront does not offer${where}`,
      explanation: `${explanation}${partly(failing, seen)}`,
      evidence: endsTold(first, failing),
    };
  },
  remedy: ({ first: { target } }) => [
    {
      action: `Put a certificate for ${target.serverName} with another key on the server: ECDSA P-256 or RSA 2048. For a request with a new key (publicly trusted, as before)`,
      command: shellLine(
        ...['openssl', 'req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
        ...['-keyout', 'key.pem', '-out', 'request.pem', '-subj', `/CN=${target.serverName}`],
      ),
      verify: showChain(target),
      reference: KEYS,
    },
  ],
  deadEnds: () => [VIEWER_CERTIFICATE],
});
