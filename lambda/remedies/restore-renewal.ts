import { AMAZON, type Forbidding, forbidding, isCaaKnown, refusedByCaa } from '../caa.ts';
import { list } from '../dials.ts';
import type { Step } from '../model/finding.ts';
import type { Listener, ManagedCertificate } from '../model/load-balancer.ts';
import type { Neglect } from '../not-renewing.ts';
import { absentRecords } from '../renewal.ts';
import { dig } from './dig.ts';
import { attach, NEW_CERTIFICATE_ARN, reimport, requestCertificate, uploadServerCertificate } from './listener.ts';
import { canBeCertified } from './server-names.ts';
import { shellLine } from './shell.ts';

const DNS_VALIDATION = 'https://docs.aws.amazon.com/acm/latest/userguide/dns-renewal-validation.html';
const CAA = 'https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html';
const EMAIL = 'https://docs.aws.amazon.com/acm/latest/userguide/email-renewal-validation.html';

/** Removes what keeps ACM from renewing a certificate that is still in date; ACM does the rest by itself. */
export function restoreRenewal(certificate: ManagedCertificate): Step[] {
  const { arn, region } = certificate;
  const acm = ['aws', 'acm', 'describe-certificate', '--region', region, '--certificate-arn', arn];
  return [
    ...restoreRecords(certificate),
    ...letAmazonIssue(certificate),
    ...answerMail(certificate),
    {
      action: 'ACM tries again by itself, within hours. See that the renewal says SUCCESS',
      command: shellLine(...acm, '--query', 'Certificate.RenewalSummary.[RenewalStatus,RenewalStatusReason]'),
    },
  ];
}

function restoreRecords(certificate: ManagedCertificate): Step[] {
  return absentRecords(certificate).map(({ name, type, value }) => ({
    action: `Put ${type} ${name} with the value ${value} back into the public zone, and leave it there`,
    verify: dig('+short', type, name),
    reference: DNS_VALIDATION,
  }));
}

/** A CAA record that keeps Amazon out keeps it out of a new certificate as well. */
export function letAmazonIssue(certificate: ManagedCertificate): Step[] {
  if (!refusedByCaa(certificate)) return [];
  const found = forbidding(certificate);
  if (found.length > 0) return found.map(addRecord);
  return isCaaKnown(certificate) ? [] : [findRecord(certificate)];
}

function addRecord({ at, tag, admits }: Forbidding): Step {
  const present = list(admits.map((value) => `0 ${tag} "${value}"`));
  return {
    action: `Let Amazon issue: add the CAA record 0 ${tag} "${AMAZON[0]}" to ${at}, beside what is there (${present})`,
    verify: dig('+short', 'CAA', at),
    reference: CAA,
  };
}

function findRecord({ domainName }: ManagedCertificate): Step {
  const name = domainName.replace(/^\*\./, '');
  return {
    action: `Let Amazon issue: add a CAA record 0 issue "${AMAZON[0]}" for ${name}, where it or a domain above it has CAA records`,
    command: dig('+short', 'CAA', name),
    reference: CAA,
  };
}

function answerMail({ arn, region, validation }: ManagedCertificate): Step[] {
  const open = validation.filter(({ method, status }) => method === 'EMAIL' && status !== 'SUCCESS');
  const certificate = ['--region', region, '--certificate-arn', arn];
  return open.slice(0, 3).map(({ domain }) => ({
    action: `Have the mail for ${domain} sent again and its link clicked. A certificate validated by DNS needs nobody`,
    command: shellLine(
      'aws',
      'acm',
      'resend-validation-email',
      ...certificate,
      '--domain',
      domain,
      '--validation-domain',
      domain,
    ),
    reference: EMAIL,
  }));
}

/** What brings the next certificate while this one is good: of the same kind, or one that ACM issues. */
export function renewByHand(
  managed: ManagedCertificate,
  why: Neglect,
  { arn: listenerArn, certificates }: Listener,
): Step[] {
  const { region, arn, names } = managed;
  if (why === 'record-gone') return restoreRecords(managed);
  const mail = why === 'mail' ? [{ action: WATCH_MAIL, reference: EMAIL }] : [];
  const again = why === 'imported' ? [reimport(region, arn, NEXT)] : [];
  const upload = why === 'uploaded' ? [uploadServerCertificate(arn)] : [];
  const or = [...mail, ...again, ...upload];
  const isDefault = certificates.some((one) => one.arn === arn && one.isDefault);
  const where = {
    region,
    listenerArn,
    certificateArn: NEW_CERTIFICATE_ARN,
    as: isDefault ? 'default' : 'extra',
    before: arn,
  } as const;
  return [
    ...or,
    ...(or.length > 0 ? [{ action: 'Or have ACM issue one that it renews by itself: the next steps' }] : []),
    ...requestCertificate(region, names.filter(canBeCertified).slice(0, 10)),
    attach(where, 'Put it on the listener'),
  ];
}

const NEXT =
  'Get the next one from a public authority, with the same key type and size, and import it under the same ARN: the listener keeps it';

const WATCH_MAIL = 'Have somebody answer the mail that ACM sends to the contacts of the domain';
