import type { CaaPolicy, ManagedCertificate } from './model/load-balancer.ts';

/** The authorities that ACM issues by: a CAA record must name one of them. https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html */
export const AMAZON: readonly string[] = ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com'];

/** What the records of one name say, where they keep Amazon out. */
export type Forbidding = {
  readonly at: string;
  /** The tag that governs this name. */
  readonly tag: 'issue' | 'issuewild';
  /** The authorities that they do admit, as written; `;` admits none. */
  readonly admits: readonly string[];
};

/** Whether CAA records are ACM's reason for not renewing it. https://docs.aws.amazon.com/acm/latest/APIReference/API_RenewalSummary.html */
export function refusedByCaa({ renewal, failureReason }: ManagedCertificate): boolean {
  return renewal?.reason === 'CAA_ERROR' || (renewal === undefined && failureReason === 'CAA_ERROR');
}

/** The record sets that keep Amazon out of names of this certificate today, each once. */
export function forbidding({ caa = [] }: ManagedCertificate): Forbidding[] {
  const found = caa.flatMap((policy) => judge(policy) ?? []);
  return [...new Map(found.map((one) => [`${one.tag} ${one.at}`, one])).values()];
}

/** Whether every name could be looked up. */
export function isCaaKnown({ caa = [] }: ManagedCertificate): boolean {
  return caa.length > 0 && caa.every(({ unknown }) => unknown === undefined);
}

/** A wildcard goes by `issuewild` where there is any, else by `issue`, as every other name. https://www.rfc-editor.org/rfc/rfc8659#section-4.3 */
function judge({ name, at, issue, issueWild }: CaaPolicy): Forbidding | undefined {
  const tag = name.startsWith('*.') && issueWild.length > 0 ? 'issuewild' : 'issue';
  const values = tag === 'issuewild' ? issueWild : issue;
  if (at === undefined || values.length === 0 || values.some(isAmazon)) return undefined;
  return { at, tag, admits: values };
}

/** Parameters may follow a semicolon. https://www.rfc-editor.org/rfc/rfc8659#section-4.2 */
function isAmazon(value: string): boolean {
  return AMAZON.includes((value.split(';')[0] ?? '').trim().toLowerCase());
}
