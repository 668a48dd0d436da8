import { isBefore } from './dates.ts';
import type { ManagedCertificate } from './model/load-balancer.ts';
import { absentRecords, isStuck } from './renewal.ts';

/** Why nobody will renew a certificate that is in date. */
export type Neglect = 'imported' | 'uploaded' | 'unused' | 'ineligible' | 'record-gone' | 'mail';

const DAY_MS = 86_400_000;

/** ACM itself begins to warn of imported ones then. https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html */
const WARNING_MS = 45 * DAY_MS;

/** Why it will run out, where it will within the time that ACM warns of; undefined where it renews, or has time, or is over already. */
export function neglectOf(certificate: ManagedCertificate, at: string): Neglect | undefined {
  const { status, notAfter, type } = certificate;
  if (status !== 'ISSUED' || notAfter === undefined || isBefore(notAfter, at)) return undefined;
  if (Date.parse(notAfter) - Date.parse(at) > WARNING_MS) return undefined;
  if (type === 'IMPORTED') return 'imported';
  if (type === 'UPLOADED') return 'uploaded';
  return type === 'AMAZON_ISSUED' && !isStuck(certificate) ? ofAmazon(certificate) : undefined;
}

/** What is stuck already is told as such; a renewal that is done needs nothing. */
function ofAmazon(certificate: ManagedCertificate): Neglect | undefined {
  const { renewal, renewalEligible, inUseBy, validation } = certificate;
  if (renewal?.status === 'SUCCESS') return undefined;
  if (absentRecords(certificate).length > 0) return 'record-gone';
  if (renewalEligible === false) return inUseBy.length === 0 ? 'unused' : 'ineligible';
  return validation.some(({ method }) => method === 'EMAIL') ? 'mail' : undefined;
}
