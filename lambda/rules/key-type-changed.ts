import { utc } from '../dates.ts';
import { list, speaksTls } from '../dials.ts';
import type { ManagedCertificate } from '../model/load-balancer.ts';
import { defineRule } from '../rule.ts';
import { patternCovers } from '../tls/names.ts';

type Facts = {
  readonly older: ManagedCertificate;
  readonly newer: ManagedCertificate;
  readonly names: readonly string[];
};

/**
 * The listener holds an older RSA and a newer ECDSA certificate for the same name; of the two it shows ECDSA to whoever takes it
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html). CloudFront takes P-256, as
 * AWS writes (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html): a change, no fault.
 */
export const keyTypeChanged = defineRule({
  id: 'key-type-changed',
  title: 'change of the key type on the listener',
  about: {
    whatHappens:
      'A newer certificate with an ECDSA key stands on the listener beside an older one with an RSA key, for the same name. The listener then shows the ECDSA one.',
    whatCloudFrontDoes:
      'It takes both: ECDSA with P-256 is documented. The change is told since it may be near in time, not as a cause.',
    howToBeSure: '`aws acm describe-certificate` of both: `KeyAlgorithm` and `NotBefore`.',
    whatFixesIt:
      'Nothing need be mended. As a test, take the newer one off the listener and see whether the errors end.',
    whatDoesNot: 'Going back to RSA on suspicion alone.',
  },
  certainty: 'likely',
  needs: ['listener', 'certificates'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html',
  ],
  warning: true,
  applies: speaksTls,
  judge: ({ listener: state, certificates }) => {
    if (state.kind !== 'found') return undefined;
    const facts = changeAmong(certificates);
    return (
      facts && {
        facts,
        witness: { kind: 'certificate', key: facts.newer.arn },
        reach: { failing: 0, seen: certificates.length, of: facts.names.slice(0, 3) },
      }
    );
  },
  explain: ({ older, newer, names }) => ({
    title: `The listener shows an ECDSA certificate for ${list(names, 2)} since ${utc(newer.notBefore ?? '')} or later, where it showed RSA; CloudFront takes both`,
    explanation: `${newer.keyAlgorithm === 'EC_prime256v1' ? 'AWS documents that CloudFront takes RSA and ECDSA with P-256' : 'AWS documents P-256 for CloudFront; its own TLS library takes this curve too'}, so this explains nothing by itself; it is told because it changed.`,
    evidence: [told('Before', older), told('Now', newer)],
  }),
  remedy: () => [],
  deadEnds: () => [],
});

const told = (when: string, { arn, keyAlgorithm, notBefore = '' }: ManagedCertificate) =>
  `${when}: ${keyAlgorithm}, valid from ${utc(notBefore)}, ${arn}`;

/** The newest ECDSA certificate and the RSA one before it that share a name. */
function changeAmong(certificates: readonly ManagedCertificate[]): Facts | undefined {
  const byAge = certificates.toSorted((a, b) => (b.notBefore ?? '').localeCompare(a.notBefore ?? ''));
  const newer = byAge.find(({ keyAlgorithm }) => keyAlgorithm?.startsWith('EC'));
  if (!newer?.notBefore) return undefined;
  for (const older of byAge.slice(byAge.indexOf(newer) + 1)) {
    const names = older.names.filter((name) => newer.names.some((pattern) => patternCovers(pattern, name)));
    if (older.keyAlgorithm?.startsWith('RSA') && names.length > 0) return { older, newer, names };
  }
  return undefined;
}
