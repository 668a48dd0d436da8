import type { Observation } from '../model/evidence.ts';
import type { ManagedCertificate } from '../model/load-balancer.ts';
import type { Resolver } from '../model/world.ts';
import type { Aws } from './clients.ts';
import { toManagedCertificate } from './managed-certificate.ts';
import { notApplicable, observe, observed, observedInPart, unavailable } from './observe.ts';
import { withProofs } from './proofs.ts';
import { isServerCertificate, readServerCertificate, type ServerCertificate } from './server-certificate.ts';

/** Certificates described for one listener, its default first; each costs a call. */
const MAX_CERTIFICATES = 25;

/** What certificates are read with. `server` reads one of IAM's: once, whoever asks. */
export type Reading = {
  readonly aws: Aws;
  readonly resolver: Resolver;
  readonly signal: AbortSignal;
  /** ISO 8601, UTC. */
  readonly examinedAt: string;
  readonly server?: (arn: string, region: string) => Promise<Observation<ServerCertificate>>;
};

/** Whether the ARN is of a certificate that can be read: ACM's, or a server certificate of IAM. */
export function isReadable(arn: string): boolean {
  return arn.split(':')[2] === 'acm' || isServerCertificate(arn);
}

/**
 * Describes the certificates among `arns`, in their order: ACM's in the load balancer's own region, IAM's where IAM is. One that
 * cannot be read is left out and told as unseen; only where none can be read is the whole unavailable.
 * Where ACM has a reason to complain, what public DNS says is looked up as well.
 */
export async function readCertificates(
  reading: Reading,
  region: string,
  arns: readonly string[],
): Promise<Observation<readonly ManagedCertificate[]>> {
  const readable = arns.filter(isReadable).slice(0, MAX_CERTIFICATES);
  if (readable.length === 0) return notApplicable('no certificate of ACM or IAM is attached');
  const described = await Promise.all(readable.map((arn) => describe(reading, region, arn)));
  const seen = described.flatMap((one) => (one.status === 'observed' ? [one.value] : []));
  const unseen = described.filter((one) => one.status === 'unavailable');
  if (seen.length === 0) return unseen[0] ?? unavailable('no certificate could be read');
  return observedInPart(await withProofs(seen, reading.resolver, reading.signal, reading.examinedAt), unseen);
}

async function describe(reading: Reading, region: string, arn: string): Promise<Observation<ManagedCertificate>> {
  const { aws, signal, server = (of, its) => readServerCertificate(aws, of, its, signal) } = reading;
  if (isServerCertificate(arn)) {
    const read = await server(arn, region);
    return read.status === 'observed' ? observed(read.value.managed) : read;
  }
  return observe('acm:DescribeCertificate', async () => {
    const { sdk, client } = await aws.acm(region);
    const command = new sdk.DescribeCertificateCommand({ CertificateArn: arn });
    const { Certificate } = await client.send(command, { abortSignal: signal });
    return Certificate
      ? observed(toManagedCertificate(Certificate, arn, region))
      : unavailable(`ACM said nothing of ${arn}`);
  });
}
