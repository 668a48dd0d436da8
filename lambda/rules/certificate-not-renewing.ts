import { daysAgo, isBefore, utc } from '../dates.ts';
import { cut, list, speaksTls } from '../dials.ts';
import type { Listener, ManagedCertificate } from '../model/load-balancer.ts';
import { type Neglect, neglectOf } from '../not-renewing.ts';
import { renewByHand } from '../remedies/restore-renewal.ts';
import { absentRecords } from '../renewal.ts';
import { defineRule } from '../rule.ts';
import { patternCovers } from '../tls/names.ts';

type Facts = { readonly managed: ManagedCertificate; readonly why: Neglect; readonly listener: Listener };

/**
 * ACM renews what it issued, while it is in use and every name is confirmed; not what was imported, and IAM renews nothing.
 * https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html
 */
export const certificateNotRenewing = defineRule({
  id: 'certificate-not-renewing',
  title: 'certificate that nobody renews',
  about: {
    whatHappens:
      'A certificate on the listener runs out within 45 days and will not renew itself: it was imported, or is kept in IAM; or ACM cannot renew it, since it counts as not in use, its validation record is gone from DNS, or somebody must answer a mail.',
    whatCloudFrontDoes: 'Nothing yet. On the day it expires it answers 502.',
    howToBeSure: '`aws acm describe-certificate`: `Type`, `RenewalEligibility`, `InUseBy`, `DomainValidationOptions`.',
    whatFixesIt:
      'An imported one: import the next one under the same ARN. One of ACM: restore the record. Better: one that ACM issues and validates by DNS.',
    whatDoesNot: 'Waiting for ACM, or `aws acm renew-certificate`, which is for exported private ones.',
  },
  certainty: 'proven',
  needs: ['listener', 'certificates'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/import-certificate.html',
  ],
  warning: true,
  applies: speaksTls,
  judge: ({ listener: state, certificates }, { examinedAt }) => {
    if (state.kind !== 'found') return undefined;
    const { listener } = state;
    const [first] = certificates
      .flatMap((managed): Facts[] => {
        const why = neglectOf(managed, examinedAt);
        return why && !isReplaced(managed, certificates) ? [{ managed, why, listener }] : [];
      })
      .toSorted((a, b) => (a.managed.notAfter ?? '').localeCompare(b.managed.notAfter ?? ''));
    return (
      first && {
        facts: first,
        witness: { kind: 'certificate', key: first.managed.arn },
        reach: { failing: 0, seen: certificates.length, of: [] },
        breaksAt: first.managed.notAfter,
      }
    );
  },
  explain: ({ managed, why, listener }, { examinedAt }) => {
    const { domainName, notAfter = '', arn } = managed;
    return {
      title: `Certificate for ${cut(domainName) || arn} expires ${daysAgo(notAfter, examinedAt)} and does not renew: ${reason(why, managed)}`,
      explanation: `It is good until ${utc(notAfter)}; from then on CloudFront answers 502.`,
      evidence: [`Held: ${arn}, by listener ${listener.arn.split(':listener/').at(-1)}`, ...records(managed)],
    };
  },
  remedy: ({ managed, why, listener }) => renewByHand(managed, why, listener),
  deadEnds: () => [],
});

/** Whether another one on the listener stands in for it, and lasts longer. */
function isReplaced({ names, notAfter = '' }: ManagedCertificate, others: readonly ManagedCertificate[]): boolean {
  const covers = (one: ManagedCertificate) =>
    names.every((name) => one.names.some((of) => of === name || patternCovers(of, name)));
  return others.some((one) => one.status === 'ISSUED' && isBefore(notAfter, one.notAfter ?? '') && covers(one));
}

const REASONS: Readonly<Record<Neglect, string>> = {
  imported: 'it was imported, and ACM does not renew what it did not issue',
  uploaded: 'it is kept in IAM, which renews nothing',
  unused: 'for ACM it is not in use',
  ineligible: 'ACM calls it ineligible for renewal',
  'record-gone': 'its validation record is gone from public DNS',
  mail: 'it is validated by e-mail, and somebody must click',
};

function reason(why: Neglect, managed: ManagedCertificate): string {
  const [first] = absentRecords(managed);
  return why === 'record-gone' && first
    ? `${first.type} ${cut(first.name, 120)} is gone from public DNS`
    : REASONS[why];
}

function records(managed: ManagedCertificate): string[] {
  const absent = absentRecords(managed).map(({ name, type, value }) => `${type} ${name} → ${value}`);
  return absent.length > 0 ? [`Not in public DNS: ${list(absent, 2)}`] : [];
}
