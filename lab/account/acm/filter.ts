import * as v from 'valibot';
import type { CertificateFixture } from '../fixture/certificate.ts';
import { type Filled, fill } from './certificate.ts';
import { KEY_ALGORITHMS, ORIGINS, STATUSES, sameAlgorithm } from './schema.ts';
import { namesOf } from './validation.ts';

const TEXT = v.strictObject({
  Value: v.pipe(v.string(), v.nonEmpty()),
  ComparisonOperator: v.picklist(['EQUALS', 'CONTAINS']),
});
const RANGE = v.strictObject({ Start: v.optional(v.number()), End: v.optional(v.number()) });

/** A union on the wire: an object with one member. */
function union<T extends object>(): v.CheckAction<T, string> {
  return v.check((value: T) => Object.keys(value).length === 1, 'exactly one member must be set');
}

const X509 = v.pipe(
  v.strictObject({
    Subject: v.optional(v.strictObject({ CommonName: TEXT })),
    SubjectAlternativeName: v.optional(v.strictObject({ DnsName: TEXT })),
    KeyAlgorithm: v.optional(KEY_ALGORITHMS),
    SerialNumber: v.optional(v.string()),
    NotAfter: v.optional(RANGE),
    NotBefore: v.optional(RANGE),
  }),
  union(),
);

const METADATA = v.pipe(
  v.strictObject({
    Status: v.optional(STATUSES),
    RenewalStatus: v.optional(v.picklist(['PENDING_AUTO_RENEWAL', 'PENDING_VALIDATION', 'SUCCESS', 'FAILED'])),
    Type: v.optional(v.picklist(['IMPORTED', 'AMAZON_ISSUED', 'PRIVATE'])),
    InUse: v.optional(v.boolean()),
    CertificateKeyPairOrigin: v.optional(ORIGINS),
  }),
  union(),
);

const FILTER = v.pipe(
  v.strictObject({
    CertificateArn: v.optional(v.string()),
    X509AttributeFilter: v.optional(X509),
    AcmCertificateMetadataFilter: v.optional(METADATA),
  }),
  union(),
);

/** `CertificateFilterStatement`. https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateFilterStatement.html */
export type Statement = {
  readonly And?: readonly Statement[] | undefined;
  readonly Or?: readonly Statement[] | undefined;
  readonly Not?: Statement | undefined;
  readonly Filter?: v.InferOutput<typeof FILTER> | undefined;
};

/** Its schema. Filters that exist in ACM and are not read here are refused, so that no caller relies on them. */
export const STATEMENT: v.GenericSchema<unknown, Statement> = v.pipe(
  v.strictObject({
    And: v.optional(v.array(v.lazy(() => STATEMENT))),
    Or: v.optional(v.array(v.lazy(() => STATEMENT))),
    Not: v.optional(v.lazy(() => STATEMENT)),
    Filter: v.optional(FILTER),
  }),
  union(),
);

/** Whether a certificate passes the statement. */
export function passes(statement: Statement, certificate: CertificateFixture): boolean {
  if (statement.And) return statement.And.every((part) => passes(part, certificate));
  if (statement.Or) return statement.Or.some((part) => passes(part, certificate));
  if (statement.Not) return !passes(statement.Not, certificate);
  const { CertificateArn, X509AttributeFilter, AcmCertificateMetadataFilter } = statement.Filter ?? {};
  if (CertificateArn) return certificate.arn === CertificateArn;
  if (X509AttributeFilter) return x509Passes(X509AttributeFilter, certificate);
  return metadataPasses(AcmCertificateMetadataFilter ?? {}, certificate, fill(certificate));
}

function x509Passes(filter: v.InferOutput<typeof X509>, certificate: CertificateFixture): boolean {
  const { keyAlgorithm, serial, notAfter, notBefore } = fill(certificate);
  const { Subject, SubjectAlternativeName, KeyAlgorithm, SerialNumber, NotAfter, NotBefore } = filter;
  if (Subject) return textPasses(Subject.CommonName, certificate.domainName);
  if (SubjectAlternativeName) {
    return namesOf(certificate).some((name) => textPasses(SubjectAlternativeName.DnsName, name));
  }
  if (KeyAlgorithm) return sameAlgorithm(KeyAlgorithm, keyAlgorithm);
  if (SerialNumber) return SerialNumber === serial;
  return NotAfter ? within(NotAfter, notAfter) : within(NotBefore ?? {}, notBefore);
}

function metadataPasses(
  filter: v.InferOutput<typeof METADATA>,
  { renewal }: CertificateFixture,
  { status, type, inUse, keyPairOrigin }: Filled,
): boolean {
  if (filter.Status) return filter.Status === status;
  if (filter.RenewalStatus) return filter.RenewalStatus === renewal?.status;
  if (filter.Type) return filter.Type === type;
  if (filter.InUse !== undefined) return filter.InUse === inUse;
  return filter.CertificateKeyPairOrigin === keyPairOrigin;
}

/** Domain names are compared without regard to case. */
function textPasses({ Value, ComparisonOperator }: v.InferOutput<typeof TEXT>, text: string): boolean {
  const [wanted, given] = [Value.toLowerCase(), text.toLowerCase()];
  return ComparisonOperator === 'EQUALS' ? given === wanted : given.includes(wanted);
}

function within({ Start, End }: v.InferOutput<typeof RANGE>, at: Date | undefined): boolean {
  if (!at) return false;
  const seconds = at.getTime() / 1000;
  return seconds >= (Start ?? Number.NEGATIVE_INFINITY) && seconds <= (End ?? Number.POSITIVE_INFINITY);
}
