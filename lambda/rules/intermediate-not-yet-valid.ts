import { daysAgo, utc } from '../dates.ts';
import { cut, partly, reach, shortName, speaksTls, told, where } from '../dials.ts';
import { obstructed } from '../obstructed.ts';
import { BROWSER, RESTART, SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { toReplace } from '../remedies/replacement.ts';
import { sendChain } from '../remedies/send-chain.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * The leaf is in date, and the best path to a root passes an intermediate certificate whose first day is still to come. Every
 * certificate of a path must be valid at the moment of validation (https://www.rfc-editor.org/rfc/rfc5280#section-6.1.3);
 * AWS lists invalid certificates among the causes of a 502
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html).
 */
export const intermediateNotYetValid = defineRule({
  id: 'intermediate-not-yet-valid',
  title: 'intermediate certificate not valid yet',
  about: {
    whatHappens:
      "A chain file was installed that holds an intermediate certificate of the authority's next generation, before its validity begins.",
    whatCloudFrontDoes: 'It checks the dates of the whole chain, breaks off the handshake and answers 502.',
    howToBeSure:
      'Print every certificate with `openssl s_client -showcerts` and read `notBefore` of those after the first.',
    whatFixesIt: 'The intermediate certificates that the authority uses now, installed with the same leaf.',
    whatDoesNot: 'Renewing the leaf alone, or setting the clock of the origin.',
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
      one.kind === 'not-yet-valid' && one.at > 0 ? one : undefined,
    );
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    return {
      facts: faults,
      witness: { kind: 'certificate', key: first.fault.fingerprint },
      reach: reach(failing, seen),
    };
  },
  explain({ first, failing, seen }, { origin, examinedAt, listener }) {
    const { subject, obstacle } = first.fault;
    const { until } = obstacle;
    return {
      title: `The intermediate certificate behind ${origin.domainName} is not valid yet: it begins ${daysAgo(until, examinedAt)} (${utc(until)})${where(failing, seen)}`,
      explanation: `The leaf is in date, but no path to a trusted root is: ${shortName(subject)} begins later. CloudFront checks the whole chain.${partly(failing, seen)}`,
      evidence: [...told(failing, listener), `Begins ${utc(until)}: ${cut(subject)}`],
    };
  },
  remedy: (faults, context) => sendChain(toReplace(faults, context), { renew: true }, context),
  deadEnds: () => [RESTART, BROWSER, SKIP_VERIFICATION],
});
