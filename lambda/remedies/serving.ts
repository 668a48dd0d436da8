import { apiEndpoint, loadBalancerName } from '../cloudfront/origin-kind.ts';
import type { ApiDomain } from '../model/api-domain.ts';
import type { Certificate } from '../model/certificate.ts';
import type { Distribution, Origin } from '../model/distribution.ts';
import type { Observations } from '../model/evidence.ts';
import type { Listener, ManagedCertificate } from '../model/load-balancer.ts';
import type { NetworkInterface } from '../model/whereabouts.ts';
import { sameSerial } from '../renewal.ts';
import { ENDS_TLS } from '../shown.ts';
import { namesOf } from '../stands-behind.ts';
import { isElsewhere } from '../strangers.ts';
import type { Server } from './reach-server.ts';

/** What a rule must list under `uses` for the remedies of this room. */
export const SIGHT = [
  'resolution',
  'networkInterfaces',
  'loadBalancer',
  'listener',
  'apiDomain',
  'certificates',
  'candidates',
] as const;

/** What the remedies look at; a rule's context fits. */
export type Sight = Pick<Observations, (typeof SIGHT)[number]> & {
  readonly origin: Origin;
  readonly distribution: Distribution;
  readonly examinedAt: string;
};

/** Who holds the certificate that was served, as far as we could see. */
export type Serving =
  /** `managed` is what ACM says of the very certificate that was served; `isDefault` only where that is sure. */
  | {
      readonly kind: 'listener';
      readonly region: string;
      readonly listener: Listener;
      readonly managed?: ManagedCertificate;
      readonly isDefault: boolean;
    }
  /** A load balancer by its name, the listener out of sight; `why` says what stood in the way. */
  | {
      readonly kind: 'load-balancer';
      readonly region: string;
      readonly name: string;
      readonly arn?: string;
      readonly why: string;
    }
  /** The load balancer by its name; what was served is none of its certificates, so that something else answers. */
  | { readonly kind: 'elsewhere'; readonly name: string }
  /** The custom domain name of API Gateway that shows the certificate. */
  | { readonly kind: 'api-domain'; readonly domain: ApiDomain; readonly managed?: ManagedCertificate }
  | Server;

/** Finds who holds the certificate with this leaf. */
export function serving(leaf: Certificate | undefined, seen: Sight): Serving {
  const domain = seen.apiDomain.status === 'observed' ? seen.apiDomain.value : unseenDomain(seen);
  if (domain) return atApiGateway(domain, seen);
  const balancer = loadBalancerOf(seen);
  if (!balancer) return { kind: 'server', instances: instancesOf(seen) };
  if (seen.listener.status !== 'observed') return { kind: 'load-balancer', ...balancer, why: seen.listener.reason };
  const state = seen.listener.value;
  if (state.kind === 'missing') return { kind: 'load-balancer', ...balancer, why: `nothing listens on ${state.port}` };
  const { listener } = state;
  if (!ENDS_TLS.has(listener.protocol)) return passedOn(seen);
  const described = seen.certificates.status === 'observed' ? seen.certificates.value : [];
  if (leaf && isElsewhere(leaf, listener, described)) return { kind: 'elsewhere', name: balancer.name };
  return { kind: 'listener', region: balancer.region, listener, ...held(leaf, listener, seen) };
}

function passedOn({ loadBalancer }: Sight): Server {
  return { kind: 'server', ...(loadBalancer.status === 'observed' && { behind: loadBalancer.value }) };
}

function instancesOf({ networkInterfaces }: Sight): readonly NetworkInterface[] {
  const seen = networkInterfaces.status === 'observed' ? networkInterfaces.value : [];
  return seen.filter(({ instanceId }) => instanceId !== undefined);
}

/** Stands in commands for a custom domain name that nothing tells. */
const CUSTOM_DOMAIN_NAME = 'CUSTOM_DOMAIN_NAME';

/** What DNS alone tells of a custom domain name of API Gateway whose record was not seen. */
function unseenDomain({ origin, resolution }: Sight): ApiDomain | undefined {
  const endpoint = namesOf(origin, resolution)
    .map(apiEndpoint)
    .find((one) => one !== undefined);
  if (!endpoint) return undefined;
  const name = endpoint.name === origin.domainName ? CUSTOM_DOMAIN_NAME : origin.domainName;
  const unknown = 'one that we could not see';
  return { name, region: endpoint.region, endpoint: endpoint.name, status: unknown, securityPolicy: unknown };
}

/** It has one certificate, whatever was shown. */
function atApiGateway(domain: ApiDomain, { certificates }: Sight): Serving {
  const described = certificates.status === 'observed' ? certificates.value : [];
  return { kind: 'api-domain', domain, managed: described.find(({ arn }) => arn === domain.certificateArn) };
}

function loadBalancerOf({ loadBalancer, resolution, origin }: Sight) {
  if (loadBalancer.status === 'observed') {
    const { type, region, name, arn } = loadBalancer.value;
    return type === 'gateway' ? undefined : { region, name, arn };
  }
  const cnames = resolution.status === 'observed' && resolution.value.kind !== 'failing' ? resolution.value.cnames : [];
  for (const dnsName of [origin.domainName, ...cnames]) {
    const parsed = loadBalancerName(dnsName);
    if (parsed) return { region: parsed.region, name: parsed.name };
  }
  return undefined;
}

function held(leaf: Pick<Certificate, 'serial'> | undefined, listener: Listener, { certificates }: Sight) {
  const described = certificates.status === 'observed' ? certificates.value : [];
  const managed = described.find(({ serial }) => sameSerial(serial, leaf?.serial));
  const [only, ...others] = listener.certificates;
  const inPlace = managed ? listener.certificates.find(({ arn }) => arn === managed.arn) : undefined;
  return { managed, isDefault: inPlace?.isDefault ?? (only !== undefined && others.length === 0) };
}
