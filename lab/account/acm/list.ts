import * as v from 'valibot';
import { CommonError } from '../errors.ts';
import type { CertificateFixture } from '../fixture/certificate.ts';
import { type Page, pageOf } from '../pages.ts';
import { operation } from '../service.ts';
import type { Answer } from '../wire/protocol.ts';
import type { Wire } from '../wire/value.ts';
import { fill } from './certificate.ts';
import { allOf, certificatesHere, KEY_ALGORITHMS, ORIGINS, STATUSES, sameAlgorithm } from './schema.ts';
import { namesOf } from './validation.ts';

/** What a list without filters shows. https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html */
const USUAL_KEY_TYPES = ['RSA_1024', 'RSA_2048'];
const USUAL_ORIGINS = ['AWS_MANAGED', 'CUSTOMER_PROVIDED'];
/** A summary tells so many names. https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateSummary.html */
const SUMMARY_NAMES = 100;

/** ListCertificates. https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html */
export const listCertificates = operation({
  input: v.strictObject({
    CertificateStatuses: v.optional(v.array(STATUSES)),
    CertificateKeyPairOrigins: v.optional(v.array(ORIGINS)),
    Includes: v.optional(
      v.strictObject({
        keyTypes: v.optional(v.array(KEY_ALGORITHMS)),
        extendedKeyUsage: v.optional(v.array(v.string())),
        keyUsage: v.optional(v.array(v.string())),
      }),
    ),
    NextToken: v.optional(v.string()),
    MaxItems: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
    SortBy: v.optional(v.literal('CREATED_AT')),
    SortOrder: v.optional(v.picklist(['ASCENDING', 'DESCENDING'])),
  }),
  resource: (_input, context) => allOf(context),
  answer: (input, context): Answer => {
    if (!input.SortBy !== !input.SortOrder) {
      throw new CommonError('invalid', 'SortBy and SortOrder must be specified together');
    }
    const keyTypes = input.Includes?.keyTypes ?? USUAL_KEY_TYPES;
    const origins = input.CertificateKeyPairOrigins ?? USUAL_ORIGINS;
    const found = certificatesHere(context).filter((certificate) => {
      const { status, keyAlgorithm, keyPairOrigin } = fill(certificate);
      if (input.CertificateStatuses && !input.CertificateStatuses.some((wanted) => wanted === status)) return false;
      return keyTypes.some((wanted) => sameAlgorithm(wanted, keyAlgorithm)) && origins.includes(keyPairOrigin);
    });
    const sorted = input.SortOrder ? byCreation(found, input.SortOrder) : found;
    const { items, next }: Page<CertificateFixture> = pageOf(sorted, {
      asked: input.MaxItems,
      usual: 1000,
      limit: context.fixture.pageSize,
      token: input.NextToken,
    });
    return { value: { CertificateSummaryList: items.map(summaryOf), NextToken: next } };
  },
});

function byCreation(certificates: readonly CertificateFixture[], order: string): readonly CertificateFixture[] {
  const sign = order === 'ASCENDING' ? 1 : -1;
  const createdAt = (certificate: CertificateFixture) => fill(certificate).createdAt.getTime();
  return certificates.toSorted((a, b) => sign * (createdAt(a) - createdAt(b)));
}

/** `CertificateSummary`. https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateSummary.html */
function summaryOf(certificate: CertificateFixture): Wire {
  const filled = fill(certificate);
  const names = namesOf(certificate);
  return {
    CertificateArn: certificate.arn,
    DomainName: certificate.domainName,
    SubjectAlternativeNameSummaries: names.slice(0, SUMMARY_NAMES),
    HasAdditionalSubjectAlternativeNames: names.length > SUMMARY_NAMES,
    Status: filled.status,
    Type: filled.type,
    KeyAlgorithm: filled.keyAlgorithm,
    KeyUsages: ['DIGITAL_SIGNATURE', 'KEY_ENCIPHERMENT'],
    ExtendedKeyUsages: ['TLS_WEB_SERVER_AUTHENTICATION'],
    ExportOption: 'DISABLED',
    InUse: filled.inUse,
    Exported: false,
    RenewalEligibility: filled.renewalEligibility,
    NotBefore: filled.notBefore,
    NotAfter: filled.notAfter,
    CreatedAt: filled.createdAt,
    IssuedAt: filled.issuedAt,
    ImportedAt: filled.importedAt,
    CertificateKeyPairOrigin: filled.keyPairOrigin,
  };
}
