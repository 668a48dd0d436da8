import { daysAgo, utc } from '../dates.ts';
import { cut, partly, reach, shortName, speaksTls, told, where } from '../dials.ts';
import { obstructed } from '../obstructed.ts';
import { BROWSER, RESTART, SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { toReplace } from '../remedies/replacement.ts';
import { sendChain } from '../remedies/send-chain.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * The leaf is in date, and every path from it to a root passes a certificate that is not: each certificate of a path must
 * be valid at the moment of validation (https://www.rfc-editor.org/rfc/rfc5280#section-6.1.3). An expired one beside a
 * path in date does no harm. AWS lists expired certificates among the causes of a 502
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html).
 */
export const intermediateExpired = defineRule({
  id: 'intermediate-expired',
  title: 'expired intermediate certificate',
  about: {
    whatHappens:
      'The leaf is in date, but the server still sends an old certificate of its authority, and no other way leads to a trusted root.',
    whatCloudFrontDoes: 'It checks the dates of the whole chain, breaks off the handshake and answers 502.',
    howToBeSure:
      'Print every certificate with `openssl s_client -showcerts` and read the dates of those after the first.',
    whatFixesIt: 'The current intermediate certificates of the authority, installed with the same leaf.',
    whatDoesNot: 'Renewing the leaf alone, if the old intermediate file stays in place.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://www.rfc-editor.org/rfc/rfc5280#section-6.1.3',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
  ],
  applies: speaksTls,
  judge({ handshakes }, { examinedAt }) {
    const faults = obstructed(handshakes, examinedAt, (one) =>
      one.kind === 'expired' && typeof one.at === 'number' && one.at > 0 ? one : undefined,
    );
    if (!faults || 'unseen' in faults) return faults;
    const { fingerprint, obstacle } = faults.first.fault;
    const reached = reach(faults.failing, faults.seen);
    const breaksAt = obstacle.since;
    return { facts: faults, witness: { kind: 'certificate', key: fingerprint }, reach: reached, breaksAt };
  },
  explain({ first, failing, seen }, { origin, examinedAt, listener }) {
    const { subject, obstacle } = first.fault;
    const breaksAt = obstacle.since;
    return {
      title: `The intermediate certificate behind ${origin.domainName} expired ${daysAgo(breaksAt, examinedAt)} (${utc(breaksAt)})${where(failing, seen)}`,
      explanation: `The leaf is in date, but every path to a trusted root passes ${shortName(subject)}, which is not. CloudFront checks the whole chain.${partly(failing, seen)}`,
      evidence: [...told(failing, listener), `Expired ${utc(breaksAt)}: ${cut(subject)}`],
    };
  },
  remedy: (faults, context) => sendChain(toReplace(faults, context), { missing: undefined, renew: true }, context),
  deadEnds: () => [RESTART, BROWSER, SKIP_VERIFICATION],
});
