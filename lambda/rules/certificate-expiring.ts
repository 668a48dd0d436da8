import { daysAgo, utc } from '../dates.ts';
import { judgeEach, partly, reach, served, speaksTls, told, where } from '../dials.ts';
import type { Certificate } from '../model/certificate.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * The leaf is in date and will not be for long: less than a tenth of its life is left, and less than 14 days. What renews itself
 * does so earlier: ACM at 60 days of 395 (https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html), certbot at a third
 * of the life.
 */
export const certificateExpiring = defineRule({
  id: 'certificate-expiring',
  title: 'certificate about to expire',
  about: {
    whatHappens:
      'The certificate is still good, but the time has passed by which one that renews itself would have been renewed.',
    whatCloudFrontDoes: 'Nothing yet. On the day it expires it answers 502.',
    howToBeSure: '`openssl x509 -noout -dates` of what the origin shows.',
    whatFixesIt: 'A renewal now, and a look at why it did not happen by itself.',
    whatDoesNot: 'Waiting: a renewal that is late has usually failed already.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: ['https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html'],
  warning: true,
  applies: speaksTls,
  judge({ handshakes }, { examinedAt }) {
    const faults = judgeEach(served(handshakes), ({ leaf }) => (isExpiring(leaf, examinedAt) ? leaf : undefined));
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    const witness = { kind: 'certificate', key: first.leaf.fingerprint } as const;
    return { facts: faults, witness, reach: reach(failing, seen), breaksAt: first.fault.notAfter };
  },
  explain({ first, failing, seen }, { origin, examinedAt, listener }) {
    const { notAfter } = first.fault;
    return {
      title: `The certificate on ${origin.domainName} expires ${daysAgo(notAfter, examinedAt)} (${utc(notAfter)})${where(failing, seen)}`,
      explanation: `It is still good. From then on CloudFront answers 502.${partly(failing, seen)}`,
      evidence: told(failing, listener),
    };
  },
  remedy: (faults, context) => replaceCertificate(toReplace(faults, context), context),
  deadEnds: () => [],
});

const FORTNIGHT_MS = 14 * 86_400_000;

/** Less than 14 days, and less than a tenth of the life: a certificate of six days is not always about to expire. */
function isExpiring({ notBefore, notAfter }: Certificate, at: string): boolean {
  const leftMs = Date.parse(notAfter) - Date.parse(at);
  const lifeMs = Date.parse(notAfter) - Date.parse(notBefore);
  return leftMs >= 0 && leftMs < Math.min(FORTNIGHT_MS, lifeMs / 10);
}
