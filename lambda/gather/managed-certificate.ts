import type { CertificateDetail, DomainValidation } from '@aws-sdk/client-acm';
import type { ManagedCertificate, Renewal, ValidationRecord } from '../model/load-balancer.ts';

/** Names kept of one certificate. ACM allows 100 after a quota increase. https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
const MAX_NAMES = 100;

/** ACM renews old certificates 60 days before they expire, those of 198 days 45 days before. https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html */
const RENEWAL_WINDOW_MS = 60 * 24 * 3_600_000;

/** ACM's answer in our nouns; what public DNS holds is filled in later. */
export function toManagedCertificate(detail: CertificateDetail, arn: string, region: string): ManagedCertificate {
  const { DomainName = '', SubjectAlternativeNames = [], RenewalSummary, FailureReason, RenewalEligibility } = detail;
  const renewed = RenewalSummary?.DomainValidationOptions ?? [];
  const validation = renewed.length > 0 ? renewed : (detail.DomainValidationOptions ?? []);
  return {
    arn,
    region,
    status: detail.Status ?? 'unknown',
    type: detail.Type ?? 'unknown',
    domainName: DomainName,
    names: [...new Set([DomainName, ...SubjectAlternativeNames])].filter(Boolean).slice(0, MAX_NAMES),
    ...(detail.Serial && { serial: plainSerial(detail.Serial) }),
    ...(detail.NotBefore && { notBefore: detail.NotBefore.toISOString() }),
    ...(detail.NotAfter && { notAfter: detail.NotAfter.toISOString() }),
    ...(detail.KeyAlgorithm && { keyAlgorithm: detail.KeyAlgorithm }),
    ...(detail.SignatureAlgorithm && { signatureAlgorithm: detail.SignatureAlgorithm }),
    inUseBy: detail.InUseBy ?? [],
    ...(FailureReason && { failureReason: FailureReason }),
    ...(RenewalEligibility && { renewalEligible: RenewalEligibility === 'ELIGIBLE' }),
    ...(RenewalSummary && { renewal: toRenewal(RenewalSummary) }),
    validation: validation.slice(0, MAX_NAMES).map(toValidationRecord),
  };
}

function toRenewal(summary: NonNullable<CertificateDetail['RenewalSummary']>): Renewal {
  return {
    status: summary.RenewalStatus ?? 'unknown',
    ...(summary.RenewalStatusReason && { reason: summary.RenewalStatusReason }),
    ...(summary.UpdatedAt && { updatedAt: summary.UpdatedAt.toISOString() }),
  };
}

function toValidationRecord({
  DomainName,
  ValidationStatus,
  ValidationMethod,
  ResourceRecord,
}: DomainValidation): ValidationRecord {
  return {
    domain: DomainName ?? '',
    status: ValidationStatus ?? 'unknown',
    method: ValidationMethod ?? 'unknown',
    ...(ResourceRecord?.Name &&
      ResourceRecord.Value && {
        record: { name: ResourceRecord.Name, type: ResourceRecord.Type ?? 'CNAME', value: ResourceRecord.Value },
      }),
  };
}

/** ACM writes `0f:ac:10`, with a leading `00` where the first bit is set; a parsed certificate has `0FAC10`. */
function plainSerial(serial: string): string {
  return serial
    .replace(/[^0-9a-f]/gi, '')
    .toUpperCase()
    .replace(/^(00)+(?=.)/, '');
}

/** Whether the validation records matter: not issued, a renewal that is not done, or the end near without one. */
export function needsAttention({ status, renewal, notAfter }: ManagedCertificate, examinedAt: string): boolean {
  if (status !== 'ISSUED') return true;
  const ends = notAfter === undefined ? Number.POSITIVE_INFINITY : Date.parse(notAfter);
  return (renewal !== undefined && renewal.status !== 'SUCCESS') || ends - Date.parse(examinedAt) < RENEWAL_WINDOW_MS;
}
