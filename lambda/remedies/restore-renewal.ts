import type { Step } from '../model/finding.ts';
import type { ManagedCertificate } from '../model/load-balancer.ts';
import { absentRecords } from '../renewal.ts';
import { dig } from './dig.ts';
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
export function letAmazonIssue({ domainName, renewal }: ManagedCertificate): Step[] {
  if (renewal?.reason !== 'CAA_ERROR') return [];
  const name = domainName.replace(/^\*\./, '');
  return [
    {
      action: `Let Amazon issue: add a CAA record 0 issue "amazon.com" for ${name}, where it or a domain above it has CAA records`,
      command: dig('+short', 'CAA', name),
      reference: CAA,
    },
  ];
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
