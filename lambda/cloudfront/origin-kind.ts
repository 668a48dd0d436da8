import type { OriginKind } from '../model/distribution.ts';

/** What AWS names are under in each partition where CloudFront's origins live. https://docs.aws.amazon.com/general/latest/gr/rande.html */
const SUFFIX = String.raw`(amazonaws\.com\.cn|amazonaws\.com|amazonaws\.eu)`;
const REGION = String.raw`([a-z]{2,}(?:-[a-z]+)+-\d+)`;

const named = (pattern: string) => new RegExp(`^${pattern}$`);

/**
 * `name-1234567890.region.elb.amazonaws.com`, with `internal-` before it for an internal one.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-internal-load-balancers.html
 */
const LOAD_BALANCER = named(String.raw`(internal-)?([a-z0-9-]+)-\d+\.${REGION}\.elb\.${SUFFIX}`);

/**
 * `name-0123456789abcdef.elb.region.amazonaws.com`, with an Availability Zone before it for the address of one zone.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html
 */
const NETWORK_LOAD_BALANCER = named(
  String.raw`(?:[a-z0-9-]+\.)?(internal-)?([a-z0-9-]+)-[0-9a-f]{8,32}\.elb\.${REGION}\.${SUFFIX}`,
);

/** Each kind by its name, the first that fits. */
const KINDS: readonly (readonly [OriginKind, RegExp])[] = [
  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html */
  ['s3-website', named(String.raw`(?:.+\.)?s3-website[.-]${REGION}\.${SUFFIX}`)],
  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
  ['s3', named(String.raw`(?:.+\.)?s3(?:-accelerate|-fips)?(?:\.dualstack)?(?:[.-]${REGION})?\.${SUFFIX}`)],
  ['s3', named(String.raw`.+\.s3-(?:accesspoint|object-lambda)(?:-fips)?(?:\.dualstack)?\.${REGION}\.${SUFFIX}`)],
  ['api-gateway', named(String.raw`.+\.execute-api\.${REGION}\.${SUFFIX}`)],
  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html */
  ['function-url', named(String.raw`.+\.lambda-url\.${REGION}\.on\.aws`)],
  ['media', named(String.raw`.+\.(?:mediapackage|mediapackagev2|mediastore|mediatailor)\.${REGION}\.${SUFFIX}`)],
  ['ec2', named(String.raw`ec2-[0-9a-f-]+\.(?:compute-1|${REGION}\.compute)\.${SUFFIX}`)],
  ['cloudfront', named(String.raw`.+\.cloudfront\.(?:net|cn)`)],
  /** https://docs.aws.amazon.com/amplify/latest/userguide/custom-domains.html */
  ['amplify', named(String.raw`.+\.amplifyapp\.com`)],
];

/** What stands behind a domain name, as far as the name itself tells. Case and a trailing dot do not matter. */
export function originKind(domainName: string): OriginKind {
  const balancer = loadBalancerName(domainName);
  if (balancer) return balancer.type;
  const name = plain(domainName);
  return KINDS.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';
}

/** The same for the first of these names that tells: a name of one's own, then the names that its look-up passed through. */
export function kindBehind(names: readonly string[]): OriginKind {
  return names.map(originKind).find((kind) => kind !== 'other') ?? 'other';
}

const API_ENDPOINT = named(String.raw`d-[a-z0-9]+\.execute-api\.${REGION}\.${SUFFIX}`);

/** Where a custom domain name of API Gateway leads: `d-….execute-api.region.amazonaws.com`; undefined for any other name. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-create.html */
export function apiEndpoint(dnsName: string): { readonly name: string; readonly region: string } | undefined {
  const name = plain(dnsName);
  const region = API_ENDPOINT.exec(name)?.[1];
  return region ? { name, region } : undefined;
}

/** What the DNS name of a load balancer tells of it. Application and classic load balancers have names of one form. */
export type LoadBalancerName = {
  /** As `DescribeLoadBalancers` wants it; lower case, as DNS has it. */
  readonly name: string;
  readonly region: string;
  readonly type: 'load-balancer' | 'network-load-balancer';
  /** Only what the name tells: an internal network load balancer's may not say. */
  readonly internal: boolean;
  /** e.g. `amazonaws.com.cn`. */
  readonly partitionSuffix: string;
};

/**
 * Reads the DNS name of a load balancer; undefined for any other name. No load balancer may itself be called `internal-…`.
 * Route 53 puts `dualstack.` before the name of an alias target.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html
 */
export function loadBalancerName(dnsName: string): LoadBalancerName | undefined {
  const bare = plain(dnsName).replace(/^dualstack\./, '');
  return (
    parts(LOAD_BALANCER.exec(bare), 'load-balancer') ?? parts(NETWORK_LOAD_BALANCER.exec(bare), 'network-load-balancer')
  );
}

function parts(match: RegExpExecArray | null, type: LoadBalancerName['type']): LoadBalancerName | undefined {
  const [, prefix, name, region, partitionSuffix] = match ?? [];
  if (!name || !region || !partitionSuffix) return undefined;
  return { name, region, type, internal: prefix !== undefined, partitionSuffix };
}

/** No DNS name is longer than 253 characters: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 */
function plain(name: string): string {
  return name.slice(0, 254).toLowerCase().replace(/\.$/, '');
}
