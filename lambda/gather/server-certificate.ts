import type { ServerCertificate as Answer } from '@aws-sdk/client-iam';
import type { Observation } from '../model/evidence.ts';
import type { ManagedCertificate } from '../model/load-balancer.ts';
import { readCertificate } from '../tls/certificate.ts';
import { certificatesOfPem } from '../tls/pem.ts';
import type { Aws } from './clients.ts';
import { observe, observed, unavailable } from './observe.ts';

/** A certificate that was uploaded to IAM, and its chain as DER, the leaf first. */
export type ServerCertificate = { readonly managed: ManagedCertificate; readonly chain: readonly Buffer[] };

/** Names kept of one certificate. */
const MAX_NAMES = 100;

/** Whether the ARN is of IAM: `arn:aws:iam::111122223333:server-certificate/path/name`. */
export function isServerCertificate(arn: string): boolean {
  return /^arn:[^:]+:iam:[^:]*:[^:]*:server-certificate\//.test(arn);
}

/**
 * Reads a server certificate of IAM. IAM is one for a whole partition; `region` is the load balancer's and goes into the noun.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServerCertificate.html
 */
export async function readServerCertificate(
  aws: Aws,
  arn: string,
  region: string,
  signal: AbortSignal,
): Promise<Observation<ServerCertificate>> {
  return observe('iam:GetServerCertificate', async () => {
    const { sdk, client } = await aws.iam(arn.split(':')[1] ?? '');
    const command = new sdk.GetServerCertificateCommand({ ServerCertificateName: arn.split('/').at(-1) });
    const { ServerCertificate } = await client.send(command, { abortSignal: signal });
    return ServerCertificate
      ? observed(toServerCertificate(ServerCertificate, arn, region))
      : unavailable(`IAM said nothing of ${arn}`);
  });
}

/** IAM's answer in our nouns. IAM itself tells a name and a date; the rest is read off the certificate. */
export function toServerCertificate(answer: Partial<Answer>, arn: string, region: string): ServerCertificate {
  const { ServerCertificateMetadata: metadata, CertificateBody = '', CertificateChain = '' } = answer;
  const chain = [...certificatesOfPem(CertificateBody).slice(0, 1), ...certificatesOfPem(CertificateChain)];
  const leaf = chain[0] && readCertificate(chain[0], [])?.certificate;
  const notAfter = leaf?.notAfter ?? metadata?.Expiration?.toISOString();
  const names = leaf ? [...new Set([...leaf.dnsNames, ...(leaf.dnsNames.length === 0 ? [leaf.commonName] : [])])] : [];
  const named = names.flatMap((name) => name ?? []).slice(0, MAX_NAMES);
  const managed: ManagedCertificate = {
    arn,
    region,
    store: 'iam',
    status: 'ISSUED',
    type: 'UPLOADED',
    domainName: leaf?.commonName ?? named[0] ?? '',
    names: named,
    ...(leaf && { serial: leaf.serial, notBefore: leaf.notBefore, keyAlgorithm: leaf.key.replace(' ', '_') }),
    ...(notAfter && { notAfter }),
    inUseBy: [],
    validation: [],
  };
  return { managed, chain };
}
