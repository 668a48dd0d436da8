import * as v from 'valibot';
import { AwsError } from '../errors.ts';
import type { ApiDomainFixture } from '../fixture/api-domain.ts';
import { hexOf } from '../names.ts';
import { operation, type Service } from '../service.ts';
import type { Answer, CommonCodes } from '../wire/protocol.ts';
import { restJsonProtocol } from '../wire/rest-json.ts';
import type { Wire } from '../wire/value.ts';

/** Where the name leads, of one Region: as API Gateway makes it. */
export function endpointOf({ region, name, regionalDomainName }: ApiDomainFixture): string {
  return regionalDomainName ?? `d-${hexOf(`${region} ${name}`, 10)}.execute-api.${region}.amazonaws.com`;
}

/** `DomainName` of a Regional endpoint, or of an edge-optimized one. https://docs.aws.amazon.com/apigateway/latest/api/API_DomainName.html */
function domainOf(domain: ApiDomainFixture, partition: string): Wire {
  const { region, name, trustStore } = domain;
  return {
    domainName: name,
    domainNameArn: `arn:${partition}:apigateway:${region}::/domainnames/${name}`,
    ...(domain.distributionDomainName ? atTheEdge(domain) : inItsRegion(domain)),
    domainNameStatus: domain.status ?? 'AVAILABLE',
    securityPolicy: domain.securityPolicy ?? 'TLS_1_2',
    routingMode: 'BASE_PATH_MAPPING_ONLY',
    tags: {},
    mutualTlsAuthentication: trustStore ? { truststoreUri: trustStore, truststoreWarnings: [] } : undefined,
  };
}

function inItsRegion(domain: ApiDomainFixture) {
  return {
    regionalDomainName: endpointOf(domain),
    regionalHostedZoneId: `Z${hexOf(`execute-api ${domain.region}`, 13).toUpperCase()}`,
    regionalCertificateArn: domain.certificateArn,
    endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'ipv4' },
  };
}

function atTheEdge({ distributionDomainName, certificateArn }: ApiDomainFixture) {
  return {
    distributionDomainName,
    distributionHostedZoneId: 'Z2FDTNDATAQYW2',
    certificateArn,
    certificateUploadDate: new Date('2025-06-01T09:00:00Z'),
    endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
  };
}

const getDomainName = operation({
  input: v.strictObject({
    domainName: v.pipe(v.string(), v.nonEmpty()),
    domainNameId: v.optional(v.string()),
  }),
  resource: ({ domainName }, { partition, region }) =>
    `arn:${partition}:apigateway:${region}::/domainnames/${domainName}`,
  answer: ({ domainName }, { fixture, region, partition }): Answer => {
    const found = fixture.apiDomains?.find((one) => one.region === region && one.name === domainName);
    if (!found) throw new AwsError(['NotFoundException', 404], 'Invalid domain name identifier specified');
    return { value: domainOf(found, partition) };
  },
});

/** https://docs.aws.amazon.com/apigateway/latest/api/CommonErrors.html */
const CODES: CommonCodes = {
  invalid: ['BadRequestException', 400],
  badToken: ['BadRequestException', 400],
  malformed: ['BadRequestException', 400],
  unknownOperation: ['UnknownOperationException', 404],
  unsigned: ['MissingAuthenticationTokenException', 403],
  badSignature: ['IncompleteSignatureException', 403],
  denied: ['AccessDeniedException', 403],
  throttled: ['TooManyRequestsException', 429],
  failed: ['InternalFailure', 500],
};

/** Amazon API Gateway, API version 2015-07-09: custom domain names, which every kind of API shares. */
export const API_GATEWAY: Service = {
  scope: 'apigateway',
  name: 'apigateway',
  action: 'GET',
  protocol: restJsonProtocol([{ operation: 'GetDomainName', path: '/domainnames/{domainName}' }], CODES),
  operations: new Map([['GetDomainName', getDomainName]]),
};
