import type { DomainName } from '@aws-sdk/client-api-gateway';
import { apiEndpoint } from '../cloudfront/origin-kind.ts';
import type { ApiDomain } from '../model/api-domain.ts';
import type { Observation } from '../model/evidence.ts';
import type { Aws } from './clients.ts';
import { isError, notApplicable, observe, observed, unavailable } from './observe.ts';

/** The action of every read of API Gateway. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html */
const ACTION = 'apigateway:GET';

/** Words kept of what API Gateway says. */
const MAX_LENGTH = 300;

/**
 * Finds the custom domain name of API Gateway that `asked`, the name that CloudFront sends, is served under: itself, or else its
 * wildcard; two calls at most. `names` are the origin's domain and the CNAMEs behind it, which tell the Region. One answer
 * serves REST, HTTP and WebSocket APIs alike: they share these names.
 */
export async function findApiDomain(
  aws: Aws,
  names: readonly string[],
  asked: string,
  signal: AbortSignal,
): Promise<Observation<ApiDomain>> {
  const endpoint = names.map(apiEndpoint).find((one) => one !== undefined);
  if (!endpoint)
    return notApplicable(`DNS names no custom domain name of API Gateway behind ${names[0] ?? 'the origin'}`);
  if (asked === endpoint.name)
    return notApplicable("CloudFront asks for the endpoint's own name, no custom domain name");
  const { region } = endpoint;
  return observe(ACTION, async () => {
    for (const name of [asked, asked.replace(/^[^.]+/, '*')]) {
      const found = await describe(aws, region, name, signal);
      if (found) return recognise(found, endpoint.name, region);
    }
    return unavailable(
      `API Gateway in ${region} of this account has no custom domain name ${asked}: there is none, or it belongs to another account`,
    );
  });
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
export function recognise(found: DomainName, endpoint: string, region: string): Observation<ApiDomain> {
  const { domainName = '', regionalDomainName = '' } = found;
  const leadsTo = regionalDomainName.toLowerCase();
  if (leadsTo === endpoint) return observed(toApiDomain(found, endpoint, region));
  return unavailable(
    `the custom domain name ${domainName} in ${region} of this account leads to ${leadsTo.slice(0, MAX_LENGTH) || 'no Regional endpoint'}, DNS leads to ${endpoint}: it was made anew, or belongs to another account`,
  );
}

function toApiDomain(found: DomainName, endpoint: string, region: string): ApiDomain {
  const { domainName, domainNameStatus, securityPolicy, regionalCertificateArn, mutualTlsAuthentication } = found;
  const trustStore = mutualTlsAuthentication?.truststoreUri;
  return {
    name: (domainName ?? '').toLowerCase(),
    region,
    endpoint,
    status: domainNameStatus ?? 'AVAILABLE',
    securityPolicy: securityPolicy ?? 'unknown',
    ...(regionalCertificateArn && { certificateArn: regionalCertificateArn }),
    ...(trustStore && { trustStore: trustStore.slice(0, MAX_LENGTH) }),
  };
}
