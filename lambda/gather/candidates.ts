import type { Observation } from '../model/evidence.ts';
import type { Candidates } from '../model/load-balancer.ts';
import type { Aws } from './clients.ts';
import { notApplicable, observe, observed } from './observe.ts';
import { choose, fromList, fromSearch, type Offer, type Offers, obtainable, searchFilter } from './offers.ts';

/** Calls for one search or listing: it must not grow with the size of the account. */
const MAX_PAGES = 3;

/** The largest page of a listing. https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html */
const PAGE_SIZE = 1_000;

/** Without these a listing is silent about all but RSA_2048 (or RSA_1024 and RSA_2048). https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html */
const KEY_TYPES = [
  'RSA_1024',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
  'EC_secp521r1',
] as const;

/**
 * Looks for certificates that could be attached instead of the present ones: a search by name, and where that fails (denied, or
 * a partition that does not have it) the first pages of the plain listing.
 */
export async function findCandidates(
  aws: Aws,
  region: string,
  names: readonly string[],
  examinedAt: string,
  signal: AbortSignal,
): Promise<Observation<Candidates>> {
  const wanted = obtainable(names);
  if (wanted.length === 0) return notApplicable('no certificate can be had for the names that AWS itself owns');
  const searched = await observe('acm:SearchCertificates', async () =>
    observed(choose(await search(aws, region, wanted, examinedAt, signal), wanted, region, examinedAt)),
  );
  if (searched.status === 'observed') return searched;
  const listed = await observe('acm:ListCertificates', async () =>
    observed(choose(await list(aws, region, signal), wanted, region, examinedAt)),
  );
  return listed.status === 'observed' || !grantable(searched) ? listed : searched;
}

function grantable(observation: Observation<unknown>): boolean {
  return observation.status === 'unavailable' && observation.permission !== undefined;
}

async function search(
  aws: Aws,
  region: string,
  names: readonly string[],
  examinedAt: string,
  signal: AbortSignal,
): Promise<Offers> {
  const { sdk, client } = await aws.acm(region);
  const FilterStatement = searchFilter(names, examinedAt);
  return pages(async (NextToken) => {
    const command = new sdk.SearchCertificatesCommand({ FilterStatement, NextToken });
    const answer = await client.send(command, { abortSignal: signal });
    return { offers: (answer.Results ?? []).flatMap(fromSearch), next: answer.NextToken };
  });
}

async function list(aws: Aws, region: string, signal: AbortSignal): Promise<Offers> {
  const { sdk, client } = await aws.acm(region);
  return pages(async (NextToken) => {
    const command = new sdk.ListCertificatesCommand({
      CertificateStatuses: ['ISSUED'],
      Includes: { keyTypes: [...KEY_TYPES] },
      MaxItems: PAGE_SIZE,
      NextToken,
    });
    const answer = await client.send(command, { abortSignal: signal });
    return { offers: (answer.CertificateSummaryList ?? []).flatMap(fromList), next: answer.NextToken };
  });
}

async function pages(
  read: (token?: string) => Promise<{ readonly offers: readonly Offer[]; readonly next: string | undefined }>,
): Promise<Offers> {
  const offers: Offer[] = [];
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await read(token);
    offers.push(...answer.offers);
    token = answer.next;
    if (!token) break;
  }
  return { offers, more: token !== undefined };
}
