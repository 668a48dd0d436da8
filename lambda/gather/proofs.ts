import { refusedByCaa } from '../caa.ts';
import type { ManagedCertificate, ValidationRecord } from '../model/load-balancer.ts';
import type { Resolver } from '../model/world.ts';
import { lookUpCaa } from './caa.ts';
import { lookUpRecord } from './dns.ts';
import { needsAttention } from './managed-certificate.ts';

/** Validation records looked up in public DNS for one listener. */
const MAX_LOOK_UPS = 20;

/** Certificates whose CAA records are looked up. */
const MAX_CAA = 3;

/** Adds what public DNS says of the certificates that ACM has reason to complain of: their validation records, and CAA where ACM names it. */
export async function withProofs(
  certificates: readonly ManagedCertificate[],
  resolver: Resolver,
  signal: AbortSignal,
  examinedAt: string,
): Promise<ManagedCertificate[]> {
  const [published, caa] = await Promise.all([
    withPublished(certificates, resolver, signal, examinedAt),
    caaOf(certificates, resolver, signal),
  ]);
  return published.map((one) => ({ ...one, ...caa.get(one.arn) }));
}

async function caaOf(certificates: readonly ManagedCertificate[], resolver: Resolver, signal: AbortSignal) {
  const refused = certificates.filter(refusedByCaa).slice(0, MAX_CAA);
  const read = refused.map(
    async (one) => [one.arn, { caa: await lookUpCaa(resolver, namesFirst(one), signal) }] as const,
  );
  return new Map(await Promise.all(read));
}

/** Those that ACM could not validate before the rest. */
function namesFirst({ names, validation }: ManagedCertificate): string[] {
  const open = validation.filter(({ status }) => status !== 'SUCCESS').map(({ domain }) => domain);
  return [...new Set([...open, ...names])];
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
