import { list, unique } from './dials.ts';
import type { ManagedCertificate, ValidationRecord } from './model/load-balancer.ts';

/** A record that ACM looks for in public DNS. */
export type Wanted = NonNullable<ValidationRecord['record']>;

/** Renewals that wait for somebody or have failed. https://docs.aws.amazon.com/acm/latest/APIReference/API_RenewalSummary.html */
const STUCK: ReadonlySet<string> = new Set(['FAILED', 'PENDING_VALIDATION']);

/** Whether ACM cannot renew it by itself. */
export function isStuck({ renewal }: ManagedCertificate): boolean {
  return renewal !== undefined && STUCK.has(renewal.status);
}

/** Serial numbers in hex, whatever case, colons and leading zeros either side wrote; an unknown one equals none. */
export function sameSerial(a: string | undefined, b: string | undefined): boolean {
  const bare = (serial: string) => serial.replaceAll(':', '').toUpperCase().replace(/^0+/, '');
  return a !== undefined && b !== undefined && bare(a) === bare(b);
}

/** Records that ACM waits for and that public DNS does not hold as they should be, each once. */
export function absentRecords({ validation }: ManagedCertificate): Wanted[] {
  const absent = validation.flatMap(({ record, published }) =>
    record && (published === 'no' || published === 'other') ? [record] : [],
  );
  return [...new Map(absent.map((record) => [record.name.toLowerCase(), record])).values()];
}

/** Names that nobody has confirmed by mail. */
function unansweredMail({ validation }: ManagedCertificate): string[] {
  return validation
    .filter(({ method, status }) => method === 'EMAIL' && status !== 'SUCCESS')
    .map(({ domain }) => domain);
}

/** What keeps ACM from renewing, short enough for a title. */
export function obstacle(certificate: ManagedCertificate): string {
  const absent = absentRecords(certificate);
  if (absent.length > 0) {
    const gone = certificate.validation.some(({ published }) => published === 'no');
    const records = absent.length === 1 ? 'its validation record is' : `${absent.length} validation records are`;
    return `${records} ${gone ? 'gone from' : 'not as it should be in'} public DNS`;
  }
  if (unansweredMail(certificate).length > 0) return 'nobody answered the validation e-mail';
  if (certificate.renewal?.reason) return `ACM says ${certificate.renewal.reason}`;
  return 'ACM waits for proof that the names are yours';
}

/** The same in full: which record, with its value; which names. One line of evidence. */
export function obstacleInFull(certificate: ManagedCertificate): string {
  const { renewal, validation } = certificate;
  const absent = absentRecords(certificate).map(({ name, type, value }) => `${type} ${name} → ${value}`);
  const state = `ACM renewal: ${renewal?.status ?? 'unknown'}${renewal?.reason ? ` (${renewal.reason})` : ''}`;
  if (absent.length > 0) return `${state}; not in public DNS: ${list(absent, 2)}`;
  const mail = unansweredMail(certificate);
  if (mail.length > 0) return `${state}; validated by e-mail, unanswered for ${list(mail, 3)}`;
  const open = unique(validation.filter(({ status }) => status !== 'SUCCESS').map(({ domain }) => domain));
  return open.length > 0 ? `${state}; not validated: ${list(open, 3)}` : state;
}
