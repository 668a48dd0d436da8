import { type Forbidding, forbidding, isCaaKnown, refusedByCaa } from '../caa.ts';
import { list, speaksTls, told } from '../dials.ts';
import { type Lapse, lapseMeaning, lapseWords, mendLapse, worstLapse } from '../lapse.ts';
import type { Observation } from '../model/evidence.ts';
import type { Candidates } from '../model/load-balancer.ts';
import { RESTART, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { letAmazonIssue } from '../remedies/restore-renewal.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * ACM gives CAA_ERROR where CAA records name other authorities and none of Amazon's: then it neither issues nor renews. The
 * records of the name itself count, or those of the nearest domain above it that has any; where the name is an alias, its
 * target's. https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html
 */
export const acmCaaForbids = defineRule({
  id: 'acm-caa-forbids',
  title: 'CAA records that keep Amazon out',
  about: {
    whatHappens:
      'CAA records in DNS say which authorities may issue certificates for a name. Those of the name, or of a domain above it, name others than Amazon, so ACM could not renew the certificate on the listener. It then expires.',
    whatCloudFrontDoes:
      'Nothing, until the certificate expires. From then on it breaks off the handshake and answers 502.',
    howToBeSure:
      '`aws acm describe-certificate` shows `CAA_ERROR` in `RenewalSummary`; `dig CAA` of the name, then of each domain above it, until one answers.',
    whatFixesIt:
      'Add `0 issue "amazon.com"` beside the records that are there (`issuewild` where wildcards have records of their own). In date, ACM then renews by itself; once expired, a new certificate is needed.',
    whatDoesNot:
      'A CAA record further up than the one that forbids: the nearest one counts alone. Where the name is a CNAME, records beside it: those of its target count.',
  },
  certainty: 'proven',
  needs: ['handshakes', 'certificates'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html',
    'https://www.rfc-editor.org/rfc/rfc8659#section-3',
  ],
  applies: speaksTls,
  judge: ({ handshakes, certificates }, { examinedAt }) =>
    worstLapse(certificates.filter(refusedByCaa), handshakes, examinedAt),
  explain: (lapse, { examinedAt, listener }) => ({
    title: `${lapseWords(lapse, examinedAt)}: ACM could not renew it, ${who(forbidding(lapse.managed))}`,
    explanation: `${REFUSED} ${lapseMeaning(lapse, examinedAt)}`,
    evidence: [...told(lapse.hit, listener), recordsOf(lapse)],
  }),
  remedy: (lapse, context) => {
    const mend = mendLapse(lapse, context);
    if (lapse.hit.length === 0) return mend;
    const admit = letAmazonIssue(lapse.managed);
    return hasCandidate(context.candidates) ? [...mend, ...admit] : [...admit, ...mend];
  },
  deadEnds: ({ hit, managed }) =>
    hit.length > 0 ? [ADMIT_AND_WAIT, RESTART, VIEWER_CERTIFICATE] : forbidding(managed).length > 0 ? [FURTHER_UP] : [],
});

/** A certificate that exists already needs nobody's leave; the next renewal does. */
const hasCandidate = (candidates: Observation<Candidates>) =>
  candidates.status === 'observed' && candidates.value.certificates.length > 0;

const REFUSED = 'ACM issues and renews only where CAA records admit Amazon, or where there are none.';

const ADMIT_AND_WAIT = {
  tempting: 'Adding the CAA record and waiting for ACM to renew',
  why: 'ACM does not renew a certificate that has expired. Add the record, then request a new one.',
};

const FURTHER_UP = {
  tempting: 'Adding the CAA record to a domain further up',
  why: 'Only the records of the nearest name that has any count. Add it there.',
};

function who([first, ...others]: readonly Forbidding[]): string {
  if (!first) return 'CAA records kept Amazon out';
  const more = others.length > 0 ? `, and ${others.length} more like it` : '';
  return first.admits.every((value) => value.trim().startsWith(';'))
    ? `the CAA records of ${first.at} let nobody issue${more}`
    : `the CAA records of ${first.at} let only ${list(first.admits, 2)} issue${more}`;
}

/** One line: the records as they are today. */
function recordsOf({ managed }: Lapse): string {
  const state = `ACM renewal: ${managed.renewal?.status ?? managed.status} (CAA_ERROR)`;
  const found = forbidding(managed);
  if (found.length > 0) {
    const records = found.flatMap(({ at, tag, admits }) => admits.map((value) => `${at} CAA 0 ${tag} "${value}"`));
    return `${state}; in public DNS: ${list(records, 3)}`;
  }
  return isCaaKnown(managed)
    ? `${state}; today's CAA records admit Amazon`
    : `${state}; the CAA records could not be read`;
}
