import type { Served } from '../dials.ts';
import { list, partly, reach, served, speaksTls, told, where } from '../dials.ts';
import type { ManagedCertificate } from '../model/load-balancer.ts';
import { RESTART, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { canBeCertified } from '../remedies/server-names.ts';
import { SIGHT } from '../remedies/serving.ts';
import { sameSerial } from '../renewal.ts';
import { defineRule } from '../rule.ts';

type Facts = {
  readonly managed: ManagedCertificate;
  readonly hit: readonly Served[];
  readonly seen: readonly Served[];
};

/**
 * A public certificate that was exported can be revoked, for good
 * (https://docs.aws.amazon.com/acm/latest/userguide/revoke-certificate.html). Whether CloudFront looks for that nobody documents:
 * it leads only where nothing else explains the failure.
 */
export const certificateRevoked = defineRule({
  id: 'certificate-revoked',
  title: 'revoked certificate',
  about: {
    whatHappens:
      'Somebody revoked the certificate that is still on the listener: a key was lost, or the certificate was taken for one that nobody uses.',
    whatCloudFrontDoes:
      'AWS does not say whether it looks for revocation. Browsers and other clients of the origin may refuse it.',
    howToBeSure: '`aws acm describe-certificate` shows `REVOKED` with `RevokedAt` and `RevocationReason`.',
    whatFixesIt: 'A new certificate in its place. Revocation cannot be undone.',
    whatDoesNot: 'Waiting for ACM: it renews no revoked certificate.',
  },
  certainty: 'likely',
  needs: ['handshakes', 'certificates'],
  uses: SIGHT,
  references: ['https://docs.aws.amazon.com/acm/latest/userguide/revoke-certificate.html'],
  lastResort: true,
  applies: speaksTls,
  judge: ({ handshakes, certificates }) => {
    const seen = served(handshakes);
    const revoked = certificates.filter(({ status }) => status === 'REVOKED');
    const [worst] = revoked
      .map(
        (managed): Facts => ({
          managed,
          seen,
          hit: seen.filter(({ leaf }) => sameSerial(managed.serial, leaf.serial)),
        }),
      )
      .toSorted((a, b) => b.hit.length - a.hit.length);
    return (
      worst && {
        facts: worst,
        witness: { kind: 'certificate', key: worst.hit[0]?.leaf.fingerprint ?? worst.managed.arn },
        reach: reach(worst.hit, seen),
        leads: worst.hit.length > 0,
      }
    );
  },
  explain: ({ managed, hit, seen }, { listener }) => ({
    title: `The certificate for ${managed.domainName} on the listener is revoked${hit.length > 0 ? where(hit, seen) : ''}`,
    explanation: `ACM says REVOKED, which is for good. AWS does not say whether CloudFront refuses such a certificate; other clients do.${hit.length > 0 ? partly(hit, seen) : ' No dial was served it.'}`,
    evidence: [...told(hit, listener), `Revoked: ${managed.arn} (${list(managed.names, 3)})`],
  }),
  remedy: ({ managed, hit: [first] }, context) =>
    first ? replaceCertificate({ ...first, names: managed.names.filter(canBeCertified).slice(0, 10) }, context) : [],
  deadEnds: () => [RESTART, VIEWER_CERTIFICATE],
});
