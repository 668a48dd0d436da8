import type { DomainName } from '@aws-sdk/client-api-gateway';
import { apiEndpoint, originKind } from '../cloudfront/origin-kind.ts';
import type { ApiDomain } from '../model/api-domain.ts';
import type { Observation } from '../model/evidence.ts';
import type { Absent } from './absent.ts';
import type { Aws } from './clients.ts';
import { isError, notApplicable, observe, observed } from './observe.ts';

/** The action of every read of API Gateway. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html */
const ACTION = 'apigateway:GET';

/** Words kept of what API Gateway says. */
const MAX_LENGTH = 300;

/** What is known of a name before API Gateway is asked. */
export type Sought = {
  /** The origin's domain and the names behind it. */
  readonly names: readonly string[];
  /** The name that CloudFront sends. */
  readonly asked: string;
  /** Where an edge-optimized domain name is looked for: DNS does not tell its Region. */
  readonly regions: readonly string[];
};

/** An edge-optimized name is looked for in no more Regions than these. */
const MAX_REGIONS = 4;

/**
 * Finds the custom domain name of API Gateway that `asked` is served under: itself, or else its wildcard; two calls at most in a
 * Region. A Regional one's endpoint tells the Region. One answer serves REST, HTTP and WebSocket APIs alike: they share these
 * names.
 */
export async function findApiDomain(
  aws: Aws,
  sought: Sought,
  signal: AbortSignal,
): Promise<Observation<ApiDomain | Absent>> {
  const { names, asked } = sought;
  const endpoint = names.map(apiEndpoint).find((one) => one !== undefined);
  if (!endpoint) return findEdgeDomain(aws, sought, signal);
  if (asked === endpoint.name)
    return notApplicable("CloudFront asks for the endpoint's own name, no custom domain name");
  const { region } = endpoint;
  return observe(ACTION, async (): Promise<Observation<ApiDomain | Absent>> => {
    const found = await describeAny(aws, region, asked, signal);
    if (found) return observed(recognise(found, endpoint.name, region));
    return observed({ absent: `there is no custom domain name ${asked} in API Gateway in ${region} of this account` });
  });
}

/**
 * The same where DNS leads to a distribution: it may be one that API Gateway keeps before an edge-optimized domain name. Most are
 * not, so it is nothing to be missed where no Region has such a name.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html
 */
async function findEdgeDomain(
  aws: Aws,
  { names, asked, regions }: Sought,
  signal: AbortSignal,
): Promise<Observation<ApiDomain>> {
  const none = notApplicable(`DNS names no custom domain name of API Gateway behind ${names[0] ?? 'the origin'}`);
  const distribution = names.map(lowerCase).find((name) => originKind(name) === 'cloudfront');
  if (!distribution || asked === distribution) return none;
  const all = [...new Set([EDGE_HOME, ...regions])].slice(0, MAX_REGIONS);
  const seen = await Promise.all(
    all.map((region) =>
      observe(ACTION, async () => {
        const found = await describeAny(aws, region, asked, signal);
        const leadsTo = lowerCase(found?.distributionDomainName ?? '');
        return found && leadsTo === distribution ? observed(toApiDomain(found, distribution, region)) : none;
      }),
    ),
  );
  const found = seen.find(({ status }) => status === 'observed');
  return found ?? seen.find(({ status }) => status === 'unavailable') ?? none;
}

/** Where most are. */
const EDGE_HOME = 'us-east-1';

const lowerCase = (name: string) => name.toLowerCase().replace(/\.$/, '');

async function describeAny(
  aws: Aws,
  region: string,
  asked: string,
  signal: AbortSignal,
): Promise<DomainName | undefined> {
  for (const name of [asked, asked.replace(/^[^.]+/, '*')]) {
    const found = await describe(aws, region, name, signal);
    if (found) return found;
  }
  return undefined;
}

/** What API Gateway says of the name; undefined where it has no such name. */
async function describe(
  aws: Aws,
  region: string,
  domainName: string,
  signal: AbortSignal,
): Promise<DomainName | undefined> {
  const { sdk, client } = await aws.apiGateway(region);
  try {
    return await client.send(new sdk.GetDomainNameCommand({ domainName }), { abortSignal: signal });
  } catch (error) {
    if (isError(error, 'NotFoundException')) return undefined;
    throw error;
  }
}

/** The domain name, where it leads to the very endpoint that DNS leads to; another account may have the same name there. */
export function recognise(found: DomainName, endpoint: string, region: string): ApiDomain | Absent {
  const { domainName = '', regionalDomainName = '' } = found;
  const leadsTo = regionalDomainName.toLowerCase();
  if (leadsTo === endpoint) return toApiDomain(found, endpoint, region);
  const elsewhere = leadsTo.slice(0, MAX_LENGTH) || 'no Regional endpoint';
  const absent = `DNS leads to ${endpoint}, and the custom domain name ${domainName} in ${region} to ${elsewhere}: it is none of this account`;
  return { absent };
}

function toApiDomain(found: DomainName, endpoint: string, region: string): ApiDomain {
  const { domainName, domainNameStatus, securityPolicy, mutualTlsAuthentication } = found;
  const edge = lowerCase(found.distributionDomainName ?? '') === endpoint;
  const certificateArn = edge ? found.certificateArn : found.regionalCertificateArn;
  const trustStore = mutualTlsAuthentication?.truststoreUri;
  return {
    name: (domainName ?? '').toLowerCase(),
    region,
    endpoint,
    status: domainNameStatus ?? 'AVAILABLE',
    securityPolicy: securityPolicy ?? 'unknown',
    ...(edge && { edge: true as const }),
    ...(certificateArn && { certificateArn }),
    ...(trustStore && { trustStore: trustStore.slice(0, MAX_LENGTH) }),
  };
}
