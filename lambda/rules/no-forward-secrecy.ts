import { judgeEach, partly, reach, served, speaksTls, told, where } from '../dials.ts';
import { SIGHT } from '../remedies/serving.ts';
import { speakTls } from '../remedies/speak-tls.ts';
import { showChain } from '../remedies/verify.ts';
import { defineRule } from '../rule.ts';

/**
 * The origin chose a cipher that agrees on the key with its certificate's own: whoever gets that key reads what was recorded.
 * CloudFront offers such ciphers and takes them; RFC 9325 advises against.
 * https://www.rfc-editor.org/rfc/rfc9325#section-4.1 and
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html
 */
export const noForwardSecrecy = defineRule({
  id: 'no-forward-secrecy',
  title: 'cipher without forward secrecy',
  about: {
    whatHappens:
      'Of all ciphers that CloudFront offers, the origin chooses one whose key exchange rests on the key of its certificate (static RSA).',
    whatCloudFrontDoes: 'Nothing: it offers such ciphers, last, and uses them.',
    howToBeSure: '`openssl s_client -tls1_2` prints a cipher without ECDHE or DHE in its name.',
    whatFixesIt: 'Ciphers with ECDHE before all others, or TLS 1.3.',
    whatDoesNot: "Nothing need be done for CloudFront's sake; a new certificate does not change the cipher.",
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://www.rfc-editor.org/rfc/rfc9325#section-4.1',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html',
  ],
  warning: true,
  applies: speaksTls,
  judge({ handshakes }) {
    const agreed = served(handshakes).filter((one) => one.agreed !== undefined);
    const faults = judgeEach(agreed, ({ agreed: { protocol = '', cipher = '' } = {} }) =>
      protocol === 'TLSv1.3' || EPHEMERAL.test(cipher) ? undefined : cipher,
    );
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    const witness = { kind: 'certificate', key: first.leaf.fingerprint } as const;
    return { facts: faults, witness, reach: reach(failing, seen) };
  },
  explain: ({ first, failing, seen }, { origin, listener }) => ({
    title: `${origin.domainName} chooses a cipher without forward secrecy, ${first.fault}${where(failing, seen)}`,
    explanation: `CloudFront takes it. Whoever gets the key of the certificate can read what was recorded before.${partly(failing, seen)}`,
    evidence: told(failing, listener),
  }),
  remedy: ({ first }, context) =>
    speakTls(
      '`ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20; ssl_prefer_server_ciphers on;`',
      showChain(first.target),
      context,
    ),
  deadEnds: () => [],
});

/** Key exchanges with a key of their own for each connection, as OpenSSL names ciphers. */
const EPHEMERAL = /^(ECDHE|DHE|TLS_)/;
