import { judgeEach, NO_CERTIFICATE, partly, reach, served, speaksTls, told, where } from '../dials.ts';
import type { Step } from '../model/finding.ts';
import type { Target } from '../model/handshake.ts';
import { SIGHT } from '../remedies/serving.ts';
import { shellLine } from '../remedies/shell.ts';
import { defineRule } from '../rule.ts';

/**
 * The certificate demands an OCSP staple, and the origin sends none although it was asked. AWS's TLS library does not mind; browsers
 * that know the demand refuse. https://www.rfc-editor.org/rfc/rfc7633#section-4.2 and https://github.com/aws/s2n-tls
 */
export const stapleMissing = defineRule({
  id: 'staple-missing',
  title: 'OCSP staple that the certificate demands',
  about: {
    whatHappens:
      'The certificate says that a recent OCSP response must come with it (must-staple), and the server sends none.',
    whatCloudFrontDoes: "AWS's own TLS library does not mind; some other clients refuse.",
    howToBeSure:
      '`openssl s_client -status` prints `OCSP response: no response sent`. Ask twice: nginx fetches the response only after the first request.',
    whatFixesIt: 'Stapling switched on, or a certificate without the demand.',
    whatDoesNot: "Nothing need be done for CloudFront's sake.",
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: SIGHT,
  references: ['https://www.rfc-editor.org/rfc/rfc7633#section-4.2', 'https://github.com/aws/s2n-tls'],
  warning: true,
  applies: speaksTls,
  judge({ handshakes }) {
    const all = served(handshakes);
    const asked = all.filter(({ agreed }) => agreed?.stapled !== undefined);
    const none = all.length > 0 ? undefined : NO_CERTIFICATE;
    const faults =
      asked.length > 0 ? judgeEach(asked, ({ agreed, leaf }) => (agreed?.stapled ? undefined : leaf)) : none;
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    const witness = { kind: 'certificate', key: first.leaf.fingerprint } as const;
    return { facts: faults, witness, reach: reach(failing, seen) };
  },
  explain: ({ failing, seen }, { origin, listener }) => ({
    title: `The certificate on ${origin.domainName} demands an OCSP staple, and none is sent${where(failing, seen)}`,
    explanation: `AWS's own TLS library does not mind; some other clients refuse.${partly(failing, seen)}`,
    evidence: told(failing, listener),
  }),
  remedy: ({ first }) => [staple(first.target)],
  deadEnds: () => [],
});

function staple({ address, port, serverName }: Target): Step {
  const host = address.includes(':') ? `[${address}]` : address;
  return {
    action:
      'Switch stapling on (nginx: `ssl_stapling on;` with a `resolver`; Apache: `SSLUseStapling on`) and reload, or get a certificate without must-staple',
    verify: `${shellLine('openssl', 's_client', '-connect', `${host}:${port}`, '-servername', serverName, '-status')} </dev/null`,
  };
}
