import { isTooLong, LONGEST_CHAIN_BYTES } from '../cloudfront/chain-limit.ts';
import { endedIn, endpoint, list, NO_CERTIFICATE, reach, speaksTls, unique, where } from '../dials.ts';
import { BROWSER, RESTART } from '../remedies/dead-ends.ts';
import { install } from '../remedies/install-on-server.ts';
import { defineRule } from '../rule.ts';

/**
 * The server sends more than 64 KiB of certificates: a whole bundle of authorities, or a certificate with thousands of names.
 * AWS's TLS library reads no handshake message longer than that (https://github.com/aws/s2n-tls/blob/main/tls/s2n_handshake.h).
 */
export const chainTooLarge = defineRule({
  id: 'chain-too-large',
  title: 'more certificates than CloudFront reads',
  about: {
    whatHappens:
      'The server sends a whole bundle of authorities after its certificate, or a certificate with thousands of names: more than 64 KiB.',
    whatCloudFrontDoes: 'Its TLS library reads no handshake message of more than 64 KiB, breaks off and answers 502.',
    howToBeSure:
      'Count the certificates that `openssl s_client -showcerts` prints: a usual chain has two or three, and 3 to 6 KB.',
    whatFixesIt: 'A chain file with the leaf and its intermediates only; a leaf with fewer names.',
    whatDoesNot: 'Longer timeouts.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: [],
  references: [
    'https://github.com/aws/s2n-tls/blob/main/tls/s2n_handshake.h',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html',
  ],
  applies: speaksTls,
  judge({ handshakes }, { origin }) {
    const seen = endedIn(handshakes, 'completed', 'malformed').flatMap(({ target, outcome }) => {
      const bytes = outcome.kind === 'completed' || outcome.kind === 'malformed' ? outcome.certificateBytes : undefined;
      return bytes === undefined && outcome.kind !== 'completed' ? [] : [{ target, bytes: bytes ?? 0 }];
    });
    const failing = seen.filter(({ bytes }) => isTooLong(bytes));
    const [first] = failing;
    if (!first) return seen.length > 0 ? undefined : NO_CERTIFICATE;
    const key = `${origin.domainName}:${first.target.port}`;
    return { facts: { first, failing, seen }, witness: { kind: 'endpoint', key }, reach: reach(failing, seen) };
  },
  explain({ first, failing, seen }, { origin }) {
    const size = `${Math.ceil(first.bytes / 1024)} KiB`;
    return {
      title: `${origin.domainName} sends ${size} of certificates, more than CloudFront reads${where(failing, seen)}`,
      explanation: `The TLS library of CloudFront stops at ${LONGEST_CHAIN_BYTES / 1024} KiB. A usual chain has 3 to 6.`,
      evidence: [
        `By: ${list(unique(failing.map(({ target }) => endpoint(target))), 3)} for ${first.target.serverName}`,
        `Certificate message: ${first.bytes} bytes`,
      ],
    };
  },
  remedy: ({ first }) => [
    { action: 'Make a chain file of the leaf and the intermediates that lead from it to a root, and of nothing else' },
    install(first),
  ],
  deadEnds: () => [RESTART, BROWSER],
});
