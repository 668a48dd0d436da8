import { daysAgo, utc } from '../dates.ts';
import { cut, partly, reach, shortName, speaksTls, told, where } from '../dials.ts';
import { obstructed } from '../obstructed.ts';
import { ADD_ROOT, RESTART, SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { toReplace } from '../remedies/replacement.ts';
import { sendChain } from '../remedies/send-chain.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * The leaf and what was sent with it are in date, and the root that they lead to has expired. A client may overlook the dates of an
 * anchor (https://www.rfc-editor.org/rfc/rfc5280#section-6.1.1); AWS's TLS library does not: it refuses a date that has passed
 * anywhere on the only path (https://github.com/aws/s2n-tls). AWS lists expired certificates among the causes of a 502
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html).
 */
export const rootExpired = defineRule({
  id: 'root-expired',
  title: 'expired root',
  about: {
    whatHappens:
      'The chain leads to a root whose time is over, and to no other. The authority has a newer root, and a certificate that leads there.',
    whatCloudFrontDoes:
      'It checks the dates of the whole chain up to the root, breaks off the handshake and answers 502.',
    howToBeSure:
      'Find the issuer of the last certificate of `openssl s_client -showcerts` in https://wiki.mozilla.org/CA/Included_Certificates and read its dates.',
    whatFixesIt: 'The chain that the authority hands out today, which leads to its newer root; else a new certificate.',
    whatDoesNot: 'Renewing the leaf alone, or sending the root too.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://www.rfc-editor.org/rfc/rfc5280#section-6.1.3',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://github.com/aws/s2n-tls',
  ],
  applies: speaksTls,
  judge({ handshakes }, { examinedAt }) {
    const faults = obstructed(handshakes, examinedAt, (one) =>
      one.kind === 'expired' && one.at === 'anchor' ? one : undefined,
    );
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    return {
      facts: faults,
      witness: { kind: 'certificate', key: first.fault.fingerprint },
      reach: reach(failing, seen),
      breaksAt: first.fault.obstacle.since,
    };
  },
  explain({ first, failing, seen }, { origin, examinedAt, listener }) {
    const { subject, obstacle } = first.fault;
    const { since } = obstacle;
    return {
      title: `The root behind ${origin.domainName} expired ${daysAgo(since, examinedAt)} (${utc(since)})${where(failing, seen)}`,
      explanation: `The chain leads to ${shortName(subject)} and to no other root, and its time is over. CloudFront checks the dates of the whole chain.${partly(failing, seen)}`,
      evidence: [...told(failing, listener), `Root expired ${utc(since)}: ${cut(subject)}`],
    };
  },
  remedy: (faults, context) => sendChain(toReplace(faults, context), { renew: true }, context),
  deadEnds: () => [RESTART, ADD_ROOT, SKIP_VERIFICATION],
});
