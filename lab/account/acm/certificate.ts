import type { CertificateFixture, RenewalFixture } from '../fixture/certificate.ts';
import { hexOf, MADE_AT } from '../names.ts';
import type { Wire } from '../wire/value.ts';
import { namesOf, validationsOf } from './validation.ts';

/** A certificate with everything that AWS always tells filled in. */
export type Filled = {
  readonly status: string;
  readonly type: string;
  readonly keyAlgorithm: string;
  readonly keyPairOrigin: string;
  readonly serial: string;
  readonly createdAt: Date;
  readonly issuedAt: Date | undefined;
  readonly importedAt: Date | undefined;
  readonly notBefore: Date | undefined;
  readonly notAfter: Date | undefined;
  readonly inUse: boolean;
  readonly renewalEligibility: string;
};

/** The lifetime of a public certificate from ACM: 198 days, less a second. https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html */
const LIFETIME_MS = 198 * 86_400_000 - 1_000;
const ISSUED_AT = '2026-08-01T00:00:00Z';
const WEEK_MS = 7 * 86_400_000;

/** Fills in what the fixture leaves out. */
export function fill(certificate: CertificateFixture): Filled {
  const { status = 'ISSUED', type = 'AMAZON_ISSUED', inUseBy = [] } = certificate;
  const dates = datesOf(certificate, status);
  const renewable = type === 'AMAZON_ISSUED' && status === 'ISSUED' && inUseBy.length > 0;
  return {
    status,
    type,
    ...dates,
    keyAlgorithm: certificate.keyAlgorithm ?? 'RSA_2048',
    keyPairOrigin: certificate.keyPairOrigin ?? (type === 'IMPORTED' ? 'CUSTOMER_PROVIDED' : 'AWS_MANAGED'),
    serial: certificate.serial ?? (hexOf(certificate.arn, 32).match(/../g) ?? []).join(':'),
    createdAt: dates.notBefore ?? MADE_AT,
    issuedAt: type === 'IMPORTED' ? undefined : dates.notBefore,
    importedAt: type === 'IMPORTED' ? dates.notBefore : undefined,
    inUse: inUseBy.length > 0,
    renewalEligibility: certificate.renewalEligibility ?? (renewable ? 'ELIGIBLE' : 'INELIGIBLE'),
  };
}

/** Who signed it: Amazon, or for an imported certificate whoever the fixture says. */
export function issuerOf({ issuer, type = 'AMAZON_ISSUED' }: CertificateFixture): string {
  return issuer ?? (type === 'IMPORTED' ? 'Example CA' : 'Amazon');
}

/** A certificate that was never issued has no dates. */
function datesOf({ notBefore, notAfter }: CertificateFixture, status: string): Pick<Filled, 'notBefore' | 'notAfter'> {
  const issued = !['PENDING_VALIDATION', 'VALIDATION_TIMED_OUT', 'FAILED'].includes(status);
  const end = notAfter ? new Date(notAfter) : undefined;
  if (!issued) return { notBefore: notBefore ? new Date(notBefore) : undefined, notAfter: end };
  const start = new Date(notBefore ?? (end ? end.getTime() - LIFETIME_MS : ISSUED_AT));
  return { notBefore: start, notAfter: end ?? new Date(start.getTime() + LIFETIME_MS) };
}

/** `CertificateDetail`. https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html */
export function detailOf(certificate: CertificateFixture): Wire {
  const filled = fill(certificate);
  const amazon = filled.type === 'AMAZON_ISSUED';
  return {
    CertificateArn: certificate.arn,
    DomainName: certificate.domainName,
    SubjectAlternativeNames: namesOf(certificate),
    DomainValidationOptions: amazon ? validationsOf(certificate, certificate.validations, initial(filled)) : undefined,
    Serial: filled.notAfter && filled.serial,
    Subject: certificate.subject ?? `CN=${certificate.domainName}`,
    Issuer: issuerOf(certificate),
    ...momentsOf(filled),
    Status: filled.status,
    RevocationReason: certificate.revocationReason,
    KeyAlgorithm: filled.keyAlgorithm,
    SignatureAlgorithm: filled.keyAlgorithm.startsWith('EC') ? 'SHA256WITHECDSA' : 'SHA256WITHRSA',
    InUseBy: certificate.inUseBy ?? [],
    FailureReason: certificate.failureReason,
    Type: filled.type,
    RenewalSummary: certificate.renewal && renewalOf(certificate, certificate.renewal, filled),
    KeyUsages: [{ Name: 'DIGITAL_SIGNATURE' }, { Name: 'KEY_ENCIPHERMENT' }],
    ExtendedKeyUsages: [{ Name: 'TLS_WEB_SERVER_AUTHENTICATION', OID: '1.3.6.1.5.5.7.3.1' }],
    RenewalEligibility: filled.renewalEligibility,
    Options: { CertificateTransparencyLoggingPreference: amazon ? 'ENABLED' : 'DISABLED', Export: 'DISABLED' },
    CertificateKeyPairOrigin: filled.keyPairOrigin,
  };
}

function momentsOf(filled: Filled): { readonly [member: string]: Wire } {
  return {
    CreatedAt: filled.createdAt,
    IssuedAt: filled.issuedAt,
    ImportedAt: filled.importedAt,
    RevokedAt: filled.status === 'REVOKED' ? filled.notBefore : undefined,
    NotBefore: filled.notBefore,
    NotAfter: filled.notAfter,
  };
}

function initial({ notAfter, status }: Filled): 'SUCCESS' | 'FAILED' | 'PENDING_VALIDATION' {
  if (notAfter) return 'SUCCESS';
  return status === 'PENDING_VALIDATION' ? 'PENDING_VALIDATION' : 'FAILED';
}

/** `RenewalSummary`. https://docs.aws.amazon.com/acm/latest/APIReference/API_RenewalSummary.html */
function renewalOf(certificate: CertificateFixture, renewal: RenewalFixture, { notAfter }: Filled): Wire {
  const { status, updatedAt } = renewal;
  const outcome = status === 'PENDING_AUTO_RENEWAL' ? 'PENDING_VALIDATION' : status;
  return {
    RenewalStatus: status,
    DomainValidationOptions: validationsOf(certificate, renewal.validations, outcome),
    RenewalStatusReason: renewal.reason,
    UpdatedAt: updatedAt ? new Date(updatedAt) : new Date((notAfter ?? MADE_AT).getTime() - WEEK_MS),
  };
}
