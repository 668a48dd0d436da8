import { isEdwards, isListedKey } from '../cloudfront/keys.ts';
import {
  type Failing,
  type Faults,
  judgeEach,
  partly,
  reach,
  type Served,
  served,
  shortName,
  speaksTls,
  told,
  where,
} from '../dials.ts';
import { endOf, shownElsewhere } from '../handshake-faults.ts';
import type { Handshake, Handshakes } from '../model/handshake.ts';
import { refused } from '../refused-dials.ts';
import { SKIP_VERIFICATION, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { requestOtherKey } from '../remedies/other-key.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { SIGHT, serving } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/** How a dial was refused for the key's sake; absent where it completed and the key is only not among those that AWS names. */
type KeyFault = { readonly end?: string };

/**
 * The leaf's key is of a kind that CloudFront has no signature scheme for: EdDSA. Other keys beyond AWS's page (RSA sizes,
 * P-384, P-521) are taken by AWS's own TLS library, so that they are told and never lead.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html
 * and https://github.com/aws/s2n-tls/blob/main/tls/s2n_signature_scheme.c
 */
export const certificateKeyUnsupported = defineRule({
  id: 'certificate-key-unsupported',
  title: 'certificate with a key that CloudFront does not take',
  about: {
    whatHappens:
      'The certificate of the origin has a key that CloudFront cannot verify a handshake with: Ed25519 or Ed448, or a curve beyond its own below TLS 1.3.',
    whatCloudFrontDoes:
      "It offers no signature scheme for such a key, is refused, and answers 502. RSA sizes and curves that AWS's page does not name, P-384 among them, are taken by AWS's own TLS library: they are told, and never lead.",
    howToBeSure:
      '`openssl s_client -sigalgs ECDSA+SHA256:RSA-PSS+SHA256:RSA+SHA256` is refused; with `-sigalgs ed25519` it completes, and `openssl x509 -noout -text` names the key.',
    whatFixesIt: 'A certificate with a key of RSA 2048 or ECDSA P-256.',
    whatDoesNot: 'Other ciphers, groups or versions of TLS: the key can sign in no other way.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html',
    'https://github.com/aws/s2n-tls/blob/main/tls/s2n_signature_scheme.c',
  ],
  applies: speaksTls,
  judge({ handshakes }, { distribution }) {
    const found = refused('certificate-key-unsupported', handshakes, distribution);
    const shown = found && 'first' in found ? refusedFor(found.failing, handshakes) : undefined;
    const faults = shown ?? judgeEach(served(handshakes), unlisted);
    if (!faults || 'unseen' in faults) return found ? faults : undefined;
    const { first, failing, seen } = faults;
    return {
      facts: faults,
      witness: { kind: 'certificate', key: first.leaf.fingerprint },
      reach: reach(failing, seen),
      certainty: first.fault.end && isEdwards(first.leaf.key) ? 'proven' : 'likely',
      leads: shown !== undefined && found !== undefined && 'first' in found && found.leads,
    };
  },
  explain({ first, failing, seen }, { origin, listener }) {
    const { fault, leaf } = first;
    const lines = told(failing, listener);
    return fault.end === undefined
      ? {
          title: `The certificate on ${origin.domainName} has a key that AWS does not name among those it takes: ${leaf.key}${where(failing, seen)}`,
          explanation: `AWS's own TLS library takes it.${partly(failing, seen)}`,
          evidence: lines,
        }
      : {
          title: `The certificate on ${origin.domainName} has a key that CloudFront cannot use: ${leaf.key}${where(failing, seen)}`,
          explanation: `CloudFront offers ECDSA, RSA-PSS and RSA PKCS#1 on P-256, X25519 and P-384, and the origin ended the handshake with ${fault.end}. Offered everything else as well, it completed and showed ${shortName(leaf.subject)}.${partly(failing, seen)}`,
          evidence: [...lines, `Key: ${leaf.key}`],
        };
  },
  remedy: (faults, context) =>
    serving(faults.first.leaf, context).kind === 'server'
      ? [requestOtherKey(faults.first.target)]
      : replaceCertificate(toReplace(faults, context), context),
  deadEnds: () => [SKIP_VERIFICATION, VIEWER_CERTIFICATE],
});

/** A key that AWS's page leaves out and AWS's library takes. */
function unlisted({ leaf: { key } }: Served): KeyFault | undefined {
  return isListedKey(key) || isEdwards(key) ? undefined : {};
}

/** The dials that were refused for the key of the certificate that a wider offer was shown, among all that could tell. */
function refusedFor(refusals: readonly Handshake[], all: Handshakes): Faults<KeyFault> | undefined {
  const failing = refusals.flatMap((dial): Failing<KeyFault>[] => {
    const chain = shownElsewhere(dial, all);
    const [leaf] = chain;
    return leaf ? [{ target: dial.target, leaf, chain, fault: { end: endOf(dial) } }] : [];
  });
  const [first] = failing;
  return first && { first, failing, seen: [...served(all), ...failing] };
}
