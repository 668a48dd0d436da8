import { daysAgo, isBefore, utc } from '../dates.ts';
import { completed, cut, judgeEach, partly, reach, type Served, shortName, speaksTls, told, where } from '../dials.ts';
import { BROWSER, RESTART, SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { toReplace } from '../remedies/replacement.ts';
import { sendChain } from '../remedies/send-chain.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';
import { pathInDate } from '../tls/path.ts';

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
    const seen = completed(handshakes).filter(({ path }) => path.kind === 'trusted');
    const faults = judgeEach(seen, (one) => blocking(one, examinedAt), NO_PATH);
    if (!faults || 'unseen' in faults) return faults;
    const { fingerprint, breaksAt } = faults.first.fault;
    const reached = reach(faults.failing, faults.seen);
    return { facts: faults, witness: { kind: 'certificate', key: fingerprint }, reach: reached, breaksAt };
  },
  explain({ first, failing, seen }, { origin, examinedAt, listener }) {
    const { subject, breaksAt, isRoot } = first.fault;
    const noun = isRoot ? 'root' : 'intermediate certificate';
    return {
      title: `The ${noun} behind ${origin.domainName} expired ${daysAgo(breaksAt, examinedAt)} (${utc(breaksAt)})${where(failing, seen)}`,
      explanation: `The leaf is in date, but every path to a trusted root passes ${shortName(subject)}, which is not. CloudFront checks the whole chain.${partly(failing, seen)}`,
      evidence: [...told(failing, listener), `Expired ${utc(breaksAt)}: ${cut(subject)}`],
    };
  },
  remedy: (faults, context) => sendChain(toReplace(faults, context), { missing: undefined, renew: true }, context),
  deadEnds: () => [RESTART, BROWSER, SKIP_VERIFICATION],
});

const NO_PATH = { unseen: 'no dial was served a chain that leads to a trusted root' };

/** What stands on the way of a path whose leaf is in date; undefined where another path is, or the leaf itself is not. */
function blocking({ leaf, chain, path }: Served, at: string) {
  if (path?.kind !== 'trusted' || isBefore(leaf.notAfter, at) || isBefore(at, leaf.notBefore)) return undefined;
  if (pathInDate(chain, path, at)) return undefined;
  const above = path.paths.flatMap(({ certificates, anchor }) => [
    ...certificates.slice(1).flatMap((index) => chain[index] ?? []),
    { ...anchor, isRoot: true },
  ]);
  const expired = above.find(({ notAfter }) => isBefore(notAfter, at));
  if (!expired) return undefined;
  const { subject, fingerprint, notAfter } = expired;
  return { subject, fingerprint, breaksAt: notAfter, isRoot: 'isRoot' in expired };
}
