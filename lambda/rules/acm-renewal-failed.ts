import { daysAgo, isBefore, utc } from '../dates.ts';
import { partly, reach, type Served, served, speaksTls, told, where } from '../dials.ts';
import type { Observation } from '../model/evidence.ts';
import type { Candidates, ManagedCertificate } from '../model/load-balancer.ts';
import { RESTART, REVIVE_IN_ACM, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { letAmazonIssue, restoreRenewal } from '../remedies/restore-renewal.ts';
import { canBeCertified } from '../remedies/server-names.ts';
import { SIGHT } from '../remedies/serving.ts';
import { isStuck, obstacle, obstacleInFull, sameSerial } from '../renewal.ts';
import { defineRule } from '../rule.ts';

const RENEWS = 'ACM renews a certificate by itself only while it can confirm every name on it, and this it could not.';

const RENEW_BY_HAND = {
  tempting: 'Renewing it by hand (`aws acm renew-certificate`)',
  why: 'That is for exported private certificates. A public one is renewed by ACM, once it can confirm the names.',
};

const isExpired = ({ leaf }: Served, { serial }: ManagedCertificate, at: string) =>
  sameSerial(serial, leaf.serial) && isBefore(leaf.notAfter, at);

const hasCandidate = (candidates: Observation<Candidates>) =>
  candidates.status === 'observed' && candidates.value.certificates.length > 0;

/** `hit` are the dials that were served this very certificate, expired; none where it is still in date or was not served. */
type Facts = {
  readonly managed: ManagedCertificate;
  readonly hit: readonly Served[];
  readonly seen: readonly Served[];
};

/**
 * ACM renews a certificate that is validated by DNS only while it is in use and every CNAME stays in public DNS; one that
 * has expired is no longer eligible. https://docs.aws.amazon.com/acm/latest/userguide/dns-renewal-validation.html
 */
export const acmRenewalFailed = defineRule({
  id: 'acm-renewal-failed',
  title: 'failed ACM renewal',
  about: {
    whatHappens:
      'ACM could not renew the certificate on the listener: the CNAME that proves control of a name was removed from public DNS, a CAA record keeps Amazon out, or nobody answered the validation e-mail. The certificate then expires.',
    whatCloudFrontDoes:
      'Nothing, until the certificate expires. From then on it breaks off the handshake and answers 502.',
    howToBeSure:
      '`aws acm describe-certificate` shows `RenewalSummary` with `FAILED` or `PENDING_VALIDATION`, and the serial number is the one that `openssl s_client` gets.',
    whatFixesIt:
      'While it is in date: restore the record, and ACM renews by itself. Once expired: a new certificate, put in its place on the listener.',
    whatDoesNot:
      'Restoring the record of an expired certificate: ACM does not renew it any more. `RenewCertificate` is for exported private certificates only.',
  },
  certainty: 'proven',
  needs: ['handshakes', 'certificates'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/acm/latest/userguide/dns-renewal-validation.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html',
  ],
  applies: speaksTls,
  judge: ({ handshakes, certificates }, { examinedAt }) => {
    const seen = served(handshakes);
    const [worst] = certificates
      .filter(isStuck)
      .map((managed): Facts => ({ managed, seen, hit: seen.filter((one) => isExpired(one, managed, examinedAt)) }))
      .sort(
        (a, b) => b.hit.length - a.hit.length || (a.managed.notAfter ?? '').localeCompare(b.managed.notAfter ?? ''),
      );
    if (!worst) return undefined;
    const [first] = worst.hit;
    return {
      facts: worst,
      witness: { kind: 'certificate', key: first?.leaf.fingerprint ?? worst.managed.arn },
      reach: reach(worst.hit, seen),
      leads: first !== undefined,
      breaksAt: first?.leaf.notAfter ?? worst.managed.notAfter,
    };
  },
  explain: ({ managed, hit, seen }, { examinedAt, listener }) => {
    const end = managed.notAfter ?? hit[0]?.leaf.notAfter ?? '';
    const over = isBefore(end, examinedAt);
    const spared = over
      ? 'It is on the listener, but no dial was served it.'
      : `It serves until ${utc(end)}; from then on CloudFront answers 502.`;
    return {
      title: `Certificate for ${managed.domainName} ${over ? `expired${hit.length > 0 ? where(hit, seen) : ''}` : `expires ${daysAgo(end, examinedAt)}`}: ACM could not renew it, ${obstacle(managed)}`,
      explanation: `${RENEWS} ${hit.length > 0 ? `It expired ${daysAgo(end, examinedAt)}, and CloudFront answers 502 itself.${partly(hit, seen)}` : spared}`,
      evidence: [...told(hit, listener), obstacleInFull(managed)],
    };
  },
  remedy: ({ managed, hit: [first] }, context) => {
    if (!first) return isBefore(managed.notAfter ?? '', context.examinedAt) ? [] : restoreRenewal(managed);
    const { target, leaf } = first;
    const names = managed.names.filter(canBeCertified).slice(0, 10);
    const caa = hasCandidate(context.candidates) ? [] : letAmazonIssue(managed);
    return [...caa, ...replaceCertificate({ target, leaf, names }, context)];
  },
  deadEnds: ({ hit }) => (hit.length > 0 ? [REVIVE_IN_ACM, RESTART, VIEWER_CERTIFICATE] : [RENEW_BY_HAND]),
});
