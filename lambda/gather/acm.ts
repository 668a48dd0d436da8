import type { CertificateDetail, DomainValidation } from '@aws-sdk/client-acm';
import type { Observation } from '../model/evidence.ts';
import type { ManagedCertificate, Renewal, ValidationRecord } from '../model/load-balancer.ts';
import type { Resolver } from '../model/world.ts';
import type { Aws } from './clients.ts';
import { lookUpRecord } from './dns.ts';
import { notApplicable, observe, observed, unavailable } from './observe.ts';

/** Certificates described for one listener, its default first; each costs a call. */
const MAX_CERTIFICATES = 25;

/** Names kept of one certificate. ACM allows 100 after a quota increase. https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
const MAX_NAMES = 100;

/** Validation records looked up in public DNS for one listener. */
const MAX_LOOK_UPS = 20;

/** ACM renews old certificates 60 days before they expire, those of 198 days 45 days before. https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html */
const RENEWAL_WINDOW_MS = 60 * 24 * 3_600_000;

/**
 * Describes the ACM certificates among `arns`, in their order, in the load balancer's own region; IAM's server certificates
 * are left out. One that cannot be read is left out too; only where none can be read is the whole unavailable.
 * Where ACM has a reason to complain, the validation records are looked up in public DNS as well.
 */
export async function readCertificates(
  aws: Aws,
  resolver: Resolver,
  region: string,
  arns: readonly string[],
  signal: AbortSignal,
  examinedAt: string = new Date().toISOString(),
): Promise<Observation<readonly ManagedCertificate[]>> {
  const managed = arns.filter((arn) => arn.split(':')[2] === 'acm').slice(0, MAX_CERTIFICATES);
  if (managed.length === 0) return notApplicable('no ACM certificate is attached');
  const described = await Promise.all(managed.map((arn) => describe(aws, region, arn, signal)));
  const seen = described.flatMap((one) => (one.status === 'observed' ? [one.value] : []));
  if (seen.length === 0)
    return described.find((one) => one.status === 'unavailable') ?? unavailable('ACM gave nothing');
  return observed(await withPublished(seen, resolver, signal, examinedAt));
}

async function describe(
  aws: Aws,
  region: string,
  arn: string,
  signal: AbortSignal,
): Promise<Observation<ManagedCertificate>> {
  return observe('acm:DescribeCertificate', async () => {
    const { sdk, client } = await aws.acm(region);
    const command = new sdk.DescribeCertificateCommand({ CertificateArn: arn });
    const { Certificate } = await client.send(command, { abortSignal: signal });
    return Certificate
      ? observed(toManagedCertificate(Certificate, arn, region))
      : unavailable(`ACM said nothing of ${arn}`);
  });
}

/** ACM's answer in our nouns; what public DNS holds is filled in later. */
export function toManagedCertificate(detail: CertificateDetail, arn: string, region: string): ManagedCertificate {
  const { DomainName = '', SubjectAlternativeNames = [], RenewalSummary, FailureReason, RenewalEligibility } = detail;
  const validation = RenewalSummary?.DomainValidationOptions ?? detail.DomainValidationOptions ?? [];
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

/** A name and its wildcard share one record: it is looked up once. */
async function withPublished(
  certificates: readonly ManagedCertificate[],
  resolver: Resolver,
  signal: AbortSignal,
  examinedAt: string,
): Promise<ManagedCertificate[]> {
  const troubled = new Set(certificates.filter((one) => needsAttention(one, examinedAt)));
  const records = [...troubled].flatMap(({ validation }) => validation.flatMap(({ record }) => record ?? []));
  const wanted = new Map(records.map((record) => [keyOf(record), record]));
  const asked = [...wanted].slice(0, MAX_LOOK_UPS);
  const published = new Map(
    await Promise.all(asked.map(async ([key, record]) => [key, await lookUpRecord(resolver, record, signal)] as const)),
  );
  return certificates.map((one) => (troubled.has(one) ? { ...one, validation: one.validation.map(fill) } : one));

  function fill(line: ValidationRecord): ValidationRecord {
    const answer = line.record && published.get(keyOf(line.record));
    return answer ? { ...line, published: answer } : line;
  }
}

function keyOf({ name, type, value }: NonNullable<ValidationRecord['record']>): string {
  return `${type} ${name.toLowerCase()} ${value.toLowerCase()}`;
}
