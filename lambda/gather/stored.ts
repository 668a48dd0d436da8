import type { Observation } from '../model/evidence.ts';
import type { Stored, StoredChain } from '../model/load-balancer.ts';
import type { Anchors } from '../tls/path.ts';
import { certificatesOfPem } from '../tls/pem.ts';
import type { Reading } from './acm.ts';
import { judgedChain } from './judged-chain.ts';
import { observe, observed, observedInPart, unavailable } from './observe.ts';
import { isServerCertificate, readServerCertificate } from './server-certificate.ts';

/** Certificates read to the last byte for one origin; each costs a call. */
const MAX_CHAINS = 5;

/** What is asked for: why, the ARNs in the order in which they matter, the names that decide which of many names are kept. */
export type Wanted = {
  readonly why: Stored['why'];
  readonly region: string;
  readonly arns: readonly string[];
  readonly names: readonly string[];
};

/**
 * Reads certificates with their chains as ACM or IAM keeps them and judges them as if they had been served. What could not be
 * read is told as unseen; the rest stands.
 */
export async function readStored(
  reading: Reading,
  anchors: Anchors,
  { why, region, arns, names }: Wanted,
): Promise<Observation<Stored>> {
  const read = await Promise.all(
    arns.slice(0, MAX_CHAINS).map((arn) => readChain(reading, anchors, { arn, region, names })),
  );
  const chains = read.flatMap((one) => (one.status === 'observed' ? [one.value] : []));
  return observedInPart(
    { why, chains },
    read.filter((one) => one.status === 'unavailable'),
  );
}

type One = { readonly arn: string; readonly region: string; readonly names: readonly string[] };

async function readChain(reading: Reading, anchors: Anchors, one: One): Promise<Observation<StoredChain>> {
  const ders = await readDers(reading, one);
  if (ders.status !== 'observed') return ders;
  const judged = judgedChain(ders.value, one.names, anchors);
  return judged ? observed({ arn: one.arn, ...judged }) : unavailable(`the text of ${one.arn} cannot be read`);
}

/** Leaf first. https://docs.aws.amazon.com/acm/latest/APIReference/API_GetCertificate.html */
async function readDers(reading: Reading, { arn, region }: One): Promise<Observation<readonly Buffer[]>> {
  const { aws, signal, server = (of, its) => readServerCertificate(aws, of, its, signal) } = reading;
  if (isServerCertificate(arn)) {
    const read = await server(arn, region);
    return read.status === 'observed' ? observed(read.value.chain) : read;
  }
  return observe('acm:GetCertificate', async () => {
    const { sdk, client } = await aws.acm(region);
    const command = new sdk.GetCertificateCommand({ CertificateArn: arn });
    const { Certificate = '', CertificateChain = '' } = await client.send(command, { abortSignal: signal });
    return observed([...certificatesOfPem(Certificate).slice(0, 1), ...certificatesOfPem(CertificateChain)]);
  });
}
