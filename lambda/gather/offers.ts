import type { CertificateSearchResult, CertificateSummary, SearchCertificatesCommandInput } from '@aws-sdk/client-acm';
import type { Candidates } from '../model/load-balancer.ts';
import { patternCovers } from '../tls/names.ts';

/** Names asked for in one search, each with its wildcard: ACM takes a list of at most 20 filters. https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateFilterStatement.html */
const MAX_NAMES = 8;

/** How many candidates are told. */
const MAX_CANDIDATES = 5;

/** Names kept of each. */
const MAX_OWN_NAMES = 100;

/** Nobody but AWS can have a public certificate for these. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html */
const AWS_OWN = /\.(amazonaws\.com(\.cn)?|cloudfront\.net)$/;

/** A certificate of the account, as far as it matters whether it could be attached. */
export type Offer = {
  readonly arn: string;
  readonly names: readonly string[];
  readonly notAfter?: string;
  readonly status?: string;
  readonly type?: string;
  /** Where its key is: ACM has no key of a certificate that an ACME client asked for. */
  readonly keyOrigin?: string;
  readonly managedBy?: string;
  readonly selfSigned: boolean;
  /** Whether it has more names than `names`. */
  readonly namesCut: boolean;
};

/** What a search or a listing brought; `more` says that it stopped before the end. */
export type Offers = { readonly offers: readonly Offer[]; readonly more: boolean };

/** The names that somebody else than AWS can have a public certificate for, lower case, each once. */
export function obtainable(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.toLowerCase()))].filter((name) => !AWS_OWN.test(name));
}

/** Issued, in date, and carrying one of the names or its wildcard. */
export function searchFilter(
  names: readonly string[],
  examinedAt: string,
): SearchCertificatesCommandInput['FilterStatement'] {
  const patterns = names.slice(0, MAX_NAMES).flatMap((name) => [name, name.replace(/^[^.]+/, '*')]);
  return {
    And: [
      { Filter: { AcmCertificateMetadataFilter: { Status: 'ISSUED' } } },
      { Filter: { X509AttributeFilter: { NotAfter: { Start: new Date(examinedAt) } } } },
      {
        Or: [...new Set(patterns)].map((Value) => ({
          Filter: {
            X509AttributeFilter: { SubjectAlternativeName: { DnsName: { Value, ComparisonOperator: 'EQUALS' } } },
          },
        })),
      },
    ],
  };
}

/** One result of a search in our nouns; nothing where it has no ARN. */
export function fromSearch({
  CertificateArn: arn,
  X509Attributes: x509,
  CertificateMetadata,
}: CertificateSearchResult): Offer[] {
  const acm = CertificateMetadata?.AcmCertificateMetadata;
  if (!arn) return [];
  const { Issuer, Subject } = x509 ?? {};
  return [
    {
      arn,
      names: (x509?.SubjectAlternativeNames ?? []).flatMap(({ DnsName }) => DnsName ?? []),
      notAfter: x509?.NotAfter?.toISOString(),
      status: acm?.Status,
      type: acm?.Type,
      keyOrigin: acm?.CertificateKeyPairOrigin,
      managedBy: acm?.ManagedBy,
      selfSigned: Issuer !== undefined && JSON.stringify(Issuer) === JSON.stringify(Subject),
      namesCut: false,
    },
  ];
}

/** One line of a listing in our nouns. */
export function fromList(summary: CertificateSummary): Offer[] {
  const { CertificateArn: arn, DomainName, SubjectAlternativeNameSummaries: names = [] } = summary;
  if (!arn) return [];
  return [
    {
      arn,
      names: [...new Set([...(DomainName ? [DomainName] : []), ...names])],
      notAfter: summary.NotAfter?.toISOString(),
      status: summary.Status,
      type: summary.Type,
      keyOrigin: summary.CertificateKeyPairOrigin,
      managedBy: summary.ManagedBy,
      selfSigned: false,
      namesCut: summary.HasAdditionalSubjectAlternativeNames === true,
    },
  ];
}

/**
 * Those that could be attached, best first: covers most of the wanted names, then issued by Amazon (an imported one may lead to
 * no public root), then lasts longest.
 */
export function choose(
  { offers, more }: Offers,
  wanted: readonly string[],
  region: string,
  examinedAt: string,
): Candidates {
  const covering = (one: Offer) =>
    wanted.filter((name) => one.names.some((pattern) => patternCovers(pattern, name))).length;
  const usable = offers.filter((one) => attachable(one, examinedAt));
  const ranked = usable
    .map((one) => ({ one, score: covering(one) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || rank(b.one) - rank(a.one) || end(b.one).localeCompare(end(a.one)));
  const hidden = usable.some((one) => one.namesCut && covering(one) === 0);
  return {
    region,
    certificates: ranked.slice(0, MAX_CANDIDATES).map(({ one: { arn, names, notAfter } }) => ({
      arn,
      names: names.slice(0, MAX_OWN_NAMES),
      ...(notAfter && { notAfter }),
    })),
    cut: more || hidden || wanted.length > MAX_NAMES,
  };
}

function attachable({ status, type, keyOrigin, managedBy, selfSigned, notAfter }: Offer, examinedAt: string): boolean {
  const inDate = notAfter === undefined || Date.parse(notAfter) > Date.parse(examinedAt);
  const fitting = type !== 'PRIVATE' && keyOrigin !== 'ACME' && managedBy !== 'CLOUDFRONT' && !selfSigned;
  return (status === undefined || status === 'ISSUED') && inDate && fitting;
}

function rank({ type }: Offer): number {
  return type === 'AMAZON_ISSUED' ? 1 : 0;
}

function end({ notAfter }: Offer): string {
  return notAfter ?? '';
}
