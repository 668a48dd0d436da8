import { endedIn, endpoint, list, NO_CERTIFICATE, reach, served, speaksTls, unique, where } from '../dials.ts';
import { RESTART, SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { install } from '../remedies/install-on-server.ts';
import { defineRule } from '../rule.ts';

/**
 * The server sent a certificate that cannot be read: bytes that are no X.509 as RFC 5280 has it, or an extension that is not
 * what its identifier says. Who cannot read a certificate cannot check it (https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.4).
 */
export const certificateMalformed = defineRule({
  id: 'certificate-malformed',
  title: 'certificate that cannot be read',
  about: {
    whatHappens:
      'One of the certificates that the server sends is damaged, or was made by a program that gets X.509 wrong.',
    whatCloudFrontDoes: 'It cannot check what it cannot read: it breaks off the handshake and answers 502.',
    howToBeSure:
      '`openssl x509 -noout -text` for every certificate of `openssl s_client -showcerts`: one of them ends in an error, or shows an extension as bytes.',
    whatFixesIt: 'The file as the authority issued it, or a new certificate.',
    whatDoesNot: 'Changing protocols or cipher suites.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: [],
  references: [
    'https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.4',
    'https://www.rfc-editor.org/rfc/rfc5280#section-4.1',
  ],
  applies: speaksTls,
  judge({ handshakes }, { origin }) {
    const failing = endedIn(handshakes, 'malformed').flatMap(({ target, outcome }) =>
      outcome.kind === 'malformed' && outcome.unreadable !== undefined ? [{ target, at: outcome.unreadable }] : [],
    );
    const seen = [...served(handshakes), ...failing];
    const [first] = failing;
    if (!first) return seen.length > 0 ? undefined : NO_CERTIFICATE;
    const key = `${origin.domainName}:${first.target.port}`;
    return { facts: { first, failing, seen }, witness: { kind: 'endpoint', key }, reach: reach(failing, seen) };
  },
  explain({ first, failing, seen }, { origin }) {
    const which = first.at === 0 ? 'The certificate' : `Certificate ${first.at + 1} of the chain`;
    return {
      title: `${which} on ${origin.domainName} cannot be read${where(failing, seen)}`,
      explanation:
        'Its bytes are no certificate as the standard has it, so no client can check it, CloudFront included.',
      evidence: [
        `By: ${list(unique(failing.map(({ target }) => endpoint(target))), 3)} for ${first.target.serverName}`,
        `Unreadable: number ${first.at + 1} of the certificates as sent`,
      ],
    };
  },
  remedy: ({ first }) => [
    { action: 'Get the certificate again from its authority, as issued; if it is damaged there too, a new one' },
    install(first),
  ],
  deadEnds: () => [RESTART, SKIP_VERIFICATION],
});
