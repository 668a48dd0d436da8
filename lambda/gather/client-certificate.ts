import { askedForCertificate } from '../handshake-faults.ts';
import type { ClientCertificate } from '../model/client-certificate.ts';
import type { Origin } from '../model/distribution.ts';
import type { Observation, Observations } from '../model/evidence.ts';
import { andThen, notApplicable, observed, unavailable } from './observe.ts';
import type { Records } from './records.ts';

type Seen = Pick<Observations, 'handshakes' | 'listener'>;

/**
 * What ACM says of the certificate that CloudFront shows to this origin. It lives in us-east-1, and may be another account's.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html
 */
export async function readClientCertificate(records: Records, { connection }: Origin): Promise<Described> {
  const arn = connection.type === 'custom' ? connection.clientCertificateArn : undefined;
  if (!arn) return notApplicable('CloudFront shows this origin no client certificate');
  const region = arn.split(':')[3] ?? '';
  return andThen(await records.certificates(region, [arn]), async ([certificate]) =>
    certificate ? observed(certificate) : unavailable(`ACM said nothing of ${arn}`),
  );
}

type Described = Observation<ClientCertificate['certificate']>;

/** Joins it with who asks for it: CloudFront shows it to nobody else, and whether dates count is for the one who asks to say. */
export function withAsker(described: Described, seen: Seen): Observation<ClientCertificate> {
  if (described.status !== 'observed') return described;
  const listener =
    seen.listener.status === 'observed' && seen.listener.value.kind === 'found'
      ? seen.listener.value.listener
      : undefined;
  const askedBy = listener?.mutualAuthentication === 'verify' ? 'listener' : askedOnTheWire(seen);
  const expiryIgnored = askedBy === 'listener' && listener?.ignoresClientExpiry === true;
  return observed({ certificate: described.value, askedBy, expiryIgnored });
}

function askedOnTheWire({ handshakes }: Seen): ClientCertificate['askedBy'] {
  if (handshakes.status !== 'observed') return 'unknown';
  const { dials } = handshakes.value;
  if (dials.some(askedForCertificate)) return 'origin';
  return dials.some(({ outcome }) => outcome.kind === 'completed') ? 'nobody' : 'unknown';
}
