import * as v from 'valibot';
import type { CertificateFixture } from '../fixture/certificate.ts';
import { pageOf } from '../pages.ts';
import { operation } from '../service.ts';
import type { Answer } from '../wire/protocol.ts';
import type { Wire } from '../wire/value.ts';
import { type Filled, fill, issuerOf } from './certificate.ts';
import { passes, STATEMENT } from './filter.ts';
import { allOf, certificatesHere } from './schema.ts';
import { namesOf } from './validation.ts';

/** What results are sorted by; ACM has more, and the lab refuses those. */
const SORT_KEYS = {
  NOT_AFTER: (certificate: CertificateFixture) => fill(certificate).notAfter?.toISOString() ?? '',
  CREATED_AT: (certificate: CertificateFixture) => fill(certificate).createdAt.toISOString(),
  CERTIFICATE_ARN: (certificate: CertificateFixture) => certificate.arn,
  COMMON_NAME: (certificate: CertificateFixture) => certificate.domainName,
};

/** SearchCertificates: by default 100 results a page. https://docs.aws.amazon.com/acm/latest/APIReference/API_SearchCertificates.html */
export const searchCertificates = operation({
  input: v.strictObject({
    FilterStatement: v.optional(STATEMENT),
    MaxResults: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500))),
    NextToken: v.optional(v.string()),
    SortBy: v.optional(v.picklist(['NOT_AFTER', 'CREATED_AT', 'CERTIFICATE_ARN', 'COMMON_NAME'])),
    SortOrder: v.optional(v.picklist(['ASCENDING', 'DESCENDING'])),
  }),
  resource: (_input, context) => allOf(context),
  answer: ({ FilterStatement, MaxResults, NextToken, SortBy, SortOrder }, context): Answer => {
    const all = certificatesHere(context);
    const found = FilterStatement ? all.filter((certificate) => passes(FilterStatement, certificate)) : all;
    const key = SORT_KEYS[SortBy ?? 'CERTIFICATE_ARN'];
    const sign = SortOrder === 'DESCENDING' ? -1 : 1;
    const sorted = found.toSorted((a, b) => sign * key(a).localeCompare(key(b)));
    const limit = context.fixture.pageSize;
    const { items, next } = pageOf(sorted, { asked: MaxResults, usual: 100, limit, token: NextToken });
    return { value: { Results: items.map(resultOf), NextToken: next } };
  },
});

/** `CertificateSearchResult`. https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateSearchResult.html */
function resultOf(certificate: CertificateFixture): Wire {
  const filled = fill(certificate);
  return {
    CertificateArn: certificate.arn,
    X509Attributes: {
      Issuer: { CommonName: issuerOf(certificate) },
      Subject: { CommonName: certificate.domainName },
      SubjectAlternativeNames: namesOf(certificate).map((name) => ({ DnsName: name })),
      ExtendedKeyUsages: ['TLS_WEB_SERVER_AUTHENTICATION'],
      KeyAlgorithm: filled.keyAlgorithm,
      KeyUsages: ['DIGITAL_SIGNATURE', 'KEY_ENCIPHERMENT'],
      SerialNumber: filled.serial,
      NotAfter: filled.notAfter,
      NotBefore: filled.notBefore,
    },
    CertificateMetadata: { AcmCertificateMetadata: metadataOf(certificate, filled) },
  };
}

function metadataOf({ validations, renewal }: CertificateFixture, filled: Filled): Wire {
  return {
    CreatedAt: filled.createdAt,
    Exported: false,
    ImportedAt: filled.importedAt,
    InUse: filled.inUse,
    IssuedAt: filled.issuedAt,
    RenewalEligibility: filled.renewalEligibility,
    Status: filled.status,
    RenewalStatus: renewal?.status,
    Type: filled.type,
    ExportOption: 'DISABLED',
    ValidationMethod: filled.type === 'AMAZON_ISSUED' ? (validations?.[0]?.method ?? 'DNS') : undefined,
    CertificateKeyPairOrigin: filled.keyPairOrigin,
  };
}
