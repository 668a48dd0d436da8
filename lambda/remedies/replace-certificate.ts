import { certificateRegion } from '../edge-domain.ts';
import type { Step } from '../model/finding.ts';
import type { Candidates, ManagedCertificate } from '../model/load-balancer.ts';
import { patternCovers } from '../tls/names.ts';
import { giveApiDomain } from './api-domain.ts';
import { setClassicCertificate } from './classic-listener.ts';
import { findServer, installOnServer, lookAgain } from './install-on-server.ts';
import {
  attach,
  detach,
  findListener,
  LISTENER_ARN,
  NEW_CERTIFICATE_ARN,
  reimport,
  requestCertificate,
  uploadServerCertificate,
} from './listener.ts';
import type { Replacement } from './replacement.ts';
import { canBeCertified } from './server-names.ts';
import { type Serving, type Sight, serving } from './serving.ts';
import { shellLine } from './shell.ts';

/** How many names a certificate is requested for. https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
const MAX_NAMES = 10;

type OnListener = Extract<Serving, { kind: 'listener' }>;

/** How the new certificate comes onto the listener: instead of the one that was served, or beside it for another name. */
type Manner = 'instead' | 'beside';

/** Replaces the certificate that was served: by a valid one that exists already, else by a new one. */
export function replaceCertificate(fault: Replacement, seen: Sight): Step[] {
  return steps(fault, seen, 'instead');
}

/** Puts a certificate for another name on the same listener and leaves those there in their place. */
export function addCertificate(fault: Replacement, seen: Sight): Step[] {
  return steps(fault, seen, 'beside');
}

function steps(fault: Replacement, seen: Sight, manner: Manner): Step[] {
  const holder = serving(fault.leaf, seen);
  switch (holder.kind) {
    case 'server':
      return installOnServer(fault, holder);
    case 'elsewhere':
      return [findServer(fault.target, holder.name), ...installOnServer(fault, { kind: 'server' })];
    case 'load-balancer':
      return [
        ...findListener(holder, fault.target.port),
        ...onUnknownListener(fault, holder.region, seen, manner),
        lookAgain(fault.target),
      ];
    case 'api-domain':
      return [...onApiDomain(fault, holder, seen), lookAgain(fault.target)];
    case 'listener':
      return [...onListener(withNamesThere(fault, holder, manner), holder, seen, manner), lookAgain(fault.target)];
  }
}

/** A listener with one certificate alone: what takes its place must carry the names that it was good for too. */
function withNamesThere(fault: Replacement, { classic }: OnListener, manner: Manner): Replacement {
  if (!classic || manner === 'instead') return fault;
  const names = [...new Set([...fault.names, ...fault.leaf.dnsNames.filter(canBeCertified)])];
  return { ...fault, names: names.slice(0, MAX_NAMES) };
}

function onUnknownListener(fault: Replacement, region: string, seen: Sight, manner: Manner): Step[] {
  const existing = candidate(fault, seen);
  const certificateArn = existing?.arn ?? NEW_CERTIFICATE_ARN;
  const where = { region, listenerArn: LISTENER_ARN, certificateArn };
  const what = existing ? told(existing, region) : 'Put it on the listener';
  return [
    ...(existing ? [] : [...search(seen, region), ...requestCertificate(region, fault.names)]),
    manner === 'beside'
      ? attach({ ...where, as: 'extra' }, what)
      : attach(
          { ...where, as: 'default' },
          `${what} as its default (if the bad one is not the default, use add-listener-certificates)`,
        ),
  ];
}

/** The same for a listener whose certificate was not served but read: `names` are those that the new one must carry. */
export function onListener(fault: Pick<Replacement, 'names'>, holder: OnListener, seen: Sight, manner: Manner): Step[] {
  const { region, managed } = holder;
  const existing = candidate(fault, seen, managed?.arn);
  if (existing) return put(holder, existing.arn, manner, told(existing, region));
  const again = manner === 'instead' && managed ? sameKind(region, managed) : [];
  return [
    ...search(seen, region),
    ...again,
    ...requestCertificate(region, fault.names),
    ...put(holder, NEW_CERTIFICATE_ARN, manner, 'Put it on the listener'),
  ];
}

/** What came from elsewhere can be had from there again; ACM's own is told as the other way. */
function sameKind(region: string, { type, arn }: ManagedCertificate): Step[] {
  const or = { action: 'Or let ACM issue and renew it from now on: the next steps' };
  if (type === 'IMPORTED') return [reimport(region, arn, IMPORTED), or];
  return type === 'UPLOADED' ? [uploadServerCertificate(arn), or] : [];
}

/** A custom domain name has one certificate: another takes its place. */
function onApiDomain(
  fault: Replacement,
  { domain, managed }: Extract<Serving, { kind: 'api-domain' }>,
  seen: Sight,
): Step[] {
  const region = certificateRegion(domain);
  const existing = candidate(fault, seen, domain.certificateArn);
  if (existing)
    return [giveApiDomain(domain, existing.arn, told(existing, region).replace('on the listener', ON_DOMAIN))];
  return [
    ...search(seen, region),
    ...(managed ? sameKind(region, managed) : []),
    ...requestCertificate(region, fault.names, domain.edge ? EDGE_OPTIMIZED : "API Gateway's own Region"),
    giveApiDomain(domain, NEW_CERTIFICATE_ARN, `Put it ${ON_DOMAIN}`),
  ];
}

const EDGE_OPTIMIZED = 'where edge-optimized domain names have theirs, whatever their own Region';
const ON_DOMAIN = 'on the custom domain name';

type Candidate = Candidates['certificates'][number];

/** A valid certificate that ACM holds already, good for every name that is wanted; never the very one to be replaced. */
function candidate(
  { names }: Pick<Replacement, 'names'>,
  { candidates }: Sight,
  replaced?: string,
): Candidate | undefined {
  if (candidates.status !== 'observed') return undefined;
  return candidates.value.certificates.find(
    ({ arn, names: carried }) =>
      arn !== replaced &&
      names.every((name) => carried.some((pattern) => pattern === name || patternCovers(pattern, name))),
  );
}

function told({ names, notAfter }: Candidate, region: string): string {
  const until = notAfter ? `, until ${notAfter.slice(0, 10)}` : '';
  return `A valid certificate already exists in ACM in ${region} (${names.slice(0, 3).join(', ')}${until}). Put it on the listener`;
}

const IMPORTED =
  'It was imported, so ACM does not renew it. Get a new one from a public authority, with the same key type and size, and import it under the same ARN: what shows it goes on with the new one';

/** Only where the search for an existing certificate did not come to its end. */
function search({ candidates }: Sight, region: string): Step[] {
  const cut = candidates.status === 'observed' && candidates.value.cut;
  if (candidates.status === 'not-applicable' || (candidates.status === 'observed' && !cut)) return [];
  const why = candidates.status === 'unavailable' ? candidates.reason : 'the account holds more than we read';
  const valid = ['--certificate-statuses', 'ISSUED', '--includes', `keyTypes=${KEY_TYPES.join(',')}`];
  const columns = ['--query', 'CertificateSummaryList[].[CertificateArn,DomainName]', '--output', 'text'];
  return [
    {
      action: `See whether ACM already holds a valid one (we could not tell: ${why}). If so, attach that and skip the request`,
      command: shellLine('aws', 'acm', 'list-certificates', '--region', region, ...valid, ...columns),
    },
  ];
}

/** Without these ACM lists RSA 2048 alone: https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html */
const KEY_TYPES = ['RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1', 'EC_secp384r1', 'EC_secp521r1'];

/**
 * Instead of the default certificate, or beside the others. One that is not the default must also go: among several for
 * one name the listener prefers ECDSA to RSA before it looks at dates.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
 */
function put(holder: OnListener, certificateArn: string, manner: Manner, action: string): Step[] {
  const { region, listener, managed, isDefault, classic } = holder;
  if (classic) return [setClassicCertificate(classic, listener, certificateArn, action)];
  const listenerArn = listener.arn;
  if (manner === 'instead' && isDefault) {
    const before = listener.certificates.find((one) => one.isDefault)?.arn;
    const where = { region, listenerArn, certificateArn, as: 'default' as const, before };
    return [attach(where, `${action}, in place of the default one`)];
  }
  const isThere = listener.certificates.some(({ arn }) => arn === certificateArn);
  const added = isThere ? [] : [attach({ region, listenerArn, certificateArn, as: 'extra' }, action)];
  if (manner === 'beside' || !managed) return added;
  const old = { region, listenerArn, certificateArn: managed.arn };
  const why = isThere ? 'A valid certificate is on the listener already. Take' : 'Then take';
  return [...added, detach(old, `${why} the old one off it, or it may still be chosen`)];
}
