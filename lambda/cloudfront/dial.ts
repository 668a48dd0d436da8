import type { Distribution, Origin, OriginKind } from '../model/distribution.ts';
import type { DialPlan, Target } from '../model/handshake.ts';
import { behaviorsReaching, selectedBy } from './behaviors.ts';
import { loadBalancerName, originKind } from './origin-kind.ts';
import { type SentName, sentNames } from './sent-names.ts';

/** Addresses of one origin that are dialled. */
export const MAX_ADDRESSES = 16;

/** Dials made of one origin. */
export const MAX_DIALS = 64;

/** Handshakes made again to one address: of two servers that take turns both are met, of any two mostly. */
const MAX_REPEATS = 3;

/** The same to all addresses of one origin together. */
export const MAX_ALL_REPEATS = 12;

/** Names spelt out in a sentence about what was left out. */
const MAX_NAMED = 5;

/**
 * S3 origins have no protocol settings of their own: AWS serves the certificate, over TLS 1.2 and later.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-s3-origin.html
 */
const S3_CONNECTION = { scheme: 'https', port: 443, protocols: ['TLSv1.2'] } as const;

type Connection = Pick<Target, 'scheme' | 'port' | 'protocols'>;

/**
 * What CloudFront would dial for this origin: every address with the name that most behaviors send, every other name on the
 * first address. `addresses` are what DNS answered, `cut` how many more there were, `cnames` the names on the way to them. A VPC
 * origin has no targets: nobody but CloudFront can enter its network.
 */
export function dialPlan(
  origin: Origin,
  distribution: Distribution,
  addresses: readonly string[],
  cut: number,
  cnames: readonly string[] = [],
): DialPlan {
  const connection = connectionOf(origin);
  const { names, undiallable } = sentNames(origin, behaviorsReaching(origin.id, distribution), distribution);
  const unique = [...new Set(addresses)];
  const dialled = unique.slice(0, MAX_ADDRESSES);
  const [first] = dialled;
  const [commonest, ...others] = names;
  if (!connection || !first || !commonest) return { targets: [], omitted: connection ? undiallable : [] };
  const room = MAX_DIALS - dialled.length;
  const targets = [
    ...dialled.map((address) => target(connection, address, commonest)),
    ...others.slice(0, room).map((name) => target(connection, first, name)),
  ];
  const leftOut = [
    ...addressesLeftOut(origin, unique.length - dialled.length + cut),
    ...namesLeftOut(origin, others.slice(room)),
  ];
  const repeats = connection.scheme === 'https' && mayBePool(origin, cnames) ? repeatsFor(dialled.length) : 0;
  return { targets, omitted: [...leftOut, ...undiallable], ...(repeats > 0 && { repeats }) };
}

function target(connection: Connection, address: string, { serverName, ...rest }: SentName): Target {
  return { ...connection, address, serverName, ...rest };
}

/** With `match-viewer` HTTPS viewers are the ones that TLS can fail; plain HTTP is dialled only where nothing else is. */
function connectionOf({ connection }: Origin): Connection | undefined {
  if (connection.type === 'vpc') return undefined;
  if (connection.type === 's3') return S3_CONNECTION;
  const { protocolPolicy, httpPort, httpsPort, sslProtocols } = connection;
  if (protocolPolicy === 'http-only') return { scheme: 'http', port: httpPort, protocols: [] };
  return { scheme: 'https', port: httpsPort, protocols: sslProtocols };
}

/** Many addresses are a sample of their own. */
function repeatsFor(addresses: number): number {
  return Math.min(MAX_REPEATS, Math.floor(MAX_ALL_REPEATS / addresses));
}

/**
 * Whether several servers with certificates of their own may stand behind one address. AWS's endpoints and load balancers that
 * end TLS serve one configuration everywhere; a network load balancer may pass TLS on to its targets.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-listener.html
 */
function mayBePool({ connection, domainName }: Origin, cnames: readonly string[]): boolean {
  if (connection.type === 's3') return false;
  return [domainName, ...cnames].every(
    (name) => loadBalancerName(name)?.type !== 'load-balancer' && !ONE_CONFIGURATION.has(originKind(name)),
  );
}

const ONE_CONFIGURATION: ReadonlySet<OriginKind> = new Set<OriginKind>([
  's3',
  's3-website',
  'api-gateway',
  'function-url',
  'media',
  'cloudfront',
]);

function addressesLeftOut({ domainName }: Origin, count: number): string[] {
  if (count <= 0) return [];
  return [`${count} more address${count === 1 ? '' : 'es'} of ${domainName} not dialled: ${MAX_ADDRESSES} are at most`];
}

function namesLeftOut({ domainName }: Origin, names: readonly SentName[]): string[] {
  if (names.length === 0) return [];
  const spelt = names.slice(0, MAX_NAMED).map(({ serverName }) => serverName);
  const more = names.length > spelt.length ? ` and ${names.length - spelt.length} more` : '';
  return [`${domainName} was not dialled under ${spelt.join(', ')}${more}: ${MAX_DIALS} dials are at most`];
}

/**
 * The origins that a behavior can reach, the default behavior's first, members of origin groups in their order, then what code
 * selects; each once. In the place of one whose name is left to tenants stand those that they make of it, where any are known.
 */
export function reachableOrigins({ behaviors, originGroups, origins }: Distribution): Origin[] {
  const byDefault = behaviors.filter(({ isDefault }) => isDefault);
  const ordered = [...byDefault, ...behaviors.filter(({ isDefault }) => !isDefault)];
  const ids = ordered.flatMap((behavior) => {
    const group = originGroups.find(({ id }) => id === behavior.targetOriginId);
    return [...(group ? group.members : [behavior.targetOriginId]), ...selectedBy(behavior)];
  });
  return [...new Set(ids)].flatMap((id) => {
    const made = origins.filter(({ ofTenants }) => ofTenants?.originId === id);
    return made.length > 0 ? made : (origins.find((origin) => origin.id === id) ?? []);
  });
}
