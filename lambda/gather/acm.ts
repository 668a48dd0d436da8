import type { Observation } from '../model/evidence.ts';
import type { ManagedCertificate, ValidationRecord } from '../model/load-balancer.ts';
import type { Resolver } from '../model/world.ts';
import type { Aws } from './clients.ts';
import { lookUpRecord } from './dns.ts';
import { needsAttention, toManagedCertificate } from './managed-certificate.ts';
import { notApplicable, observe, observed, unavailable } from './observe.ts';

/** Certificates described for one listener, its default first; each costs a call. */
const MAX_CERTIFICATES = 25;

/** Validation records looked up in public DNS for one listener. */
const MAX_LOOK_UPS = 20;

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
