import type { Step } from '../model/finding.ts';
import { namesOf, standsBehind } from '../stands-behind.ts';
import { covers, nearestNames } from '../tls/names.ts';
import { stopForwardingHost } from './host-policy.ts';
import { addCertificate } from './replace-certificate.ts';
import type { Replacement } from './replacement.ts';
import { canBeCertified, isGivenByAws } from './server-names.ts';
import { type Sight, serving } from './serving.ts';
import { correctParameter, renameOrigin } from './tenant-parameter.ts';

/** Origins whose certificate and name belong to AWS: there is nothing to install on them. */
const OWNED_BY_AWS: ReadonlySet<string> = new Set([
  'api-gateway',
  'function-url',
  's3',
  's3-website',
  'media',
  'cloudfront',
  'amplify',
]);

/**
 * The three ways out of `names` that the certificate does not cover, the one that breaks least first: cover them; send
 * another name that it covers; or change which name is sent.
 */
export function coverName(fault: Replacement, seen: Sight): Step[] {
  const { origin, distribution } = seen;
  const isOfAws = OWNED_BY_AWS.has(standsBehind(origin, seen.resolution));
  if (fault.target.hostForwarded === 'no' && isOfAws) return askByItsName(fault, seen);
  if (fault.target.hostForwarded === 'no') {
    const ways = [cover(fault, seen), pointElsewhere(fault, seen)];
    // What one tenant gives is quicker to have got wrong, and to mend, than a certificate.
    return [...(origin.ofTenants ? ways.toReversed() : ways).flat(), ...forwardHost(fault, seen)];
  }
  const isCovered = covers(fault.leaf, origin.domainName);
  if (isOfAws) return stopForwardingHost(seen, isCovered, 'Stop');
  // Asked for under a name of AWS's that no certificate can carry, it would fail for every alias too.
  const stop = isCovered || !isGivenByAws(origin.domainName) ? stopForwardingHost(seen, isCovered) : [];
  const isOwn = fault.names.every((name) => name === distribution.domainName);
  return [...(isOwn ? [useAlias(distribution.domainName)] : cover(fault, seen)), ...stop];
}

/** `d-…` is where a custom domain name of API Gateway leads, and none itself. https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html */
const LEADS_TO_CUSTOM_DOMAIN = /^d-[^.]+\.execute-api\./;

/** AWS's endpoint has AWS's certificate: the origin must be dialled by the name that it carries, not by one that points there. */
function askByItsName({ leaf }: Replacement, seen: Sight): Step[] {
  const { origin } = seen;
  const names = namesOf(origin, seen.resolution).filter((name) => !LEADS_TO_CUSTOM_DOMAIN.test(name));
  const name = names.find((one) => one !== origin.domainName && covers(leaf, one));
  const byName = name
    ? renameOrigin(
        `Make ${name}, AWS's own name, the origin's domain name: the certificate carries it, and a CNAME adds no other name to it`,
        seen,
        name,
      )
    : [];
  if (standsBehind(origin, seen.resolution) !== 'api-gateway') return byName;
  const start = name ? 'Or give' : 'Give';
  const custom: Step = {
    action: `${start} API Gateway a custom domain name ${origin.domainName} with a certificate of ACM in its Region, map the API to it, and point the name at what it prints`,
    reference: CUSTOM_DOMAIN,
  };
  return [...byName, custom];
}

const CUSTOM_DOMAIN = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html';

function useAlias(domainName: string): Step {
  return { action: `Send viewers to an alias: no certificate on your origin can carry ${domainName}` };
}

/** Nothing where no public certificate can be had for any of the names. */
function cover(fault: Replacement, seen: Sight): Step[] {
  const names = fault.names.filter(canBeCertified).slice(0, 10);
  if (names.length === 0) return [];
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  const site = isOwnServer(fault, seen)
    ? ' (and let the site answer for it: nginx `server_name`, Apache `ServerAlias`)'
    : '';
  const goal = `So that a certificate covers ${names.slice(0, 3).join(', ')}${more}${site}`;
  const [first, ...others] = addCertificate({ ...fault, names: [...names, ...stillNeeded(fault, seen)] }, seen);
  return first
    ? [{ ...first, action: `${goal}: ${first.action.charAt(0).toLowerCase()}${first.action.slice(1)}` }, ...others]
    : [];
}

function isOwnServer({ leaf }: Replacement, seen: Sight): boolean {
  return ['server', 'elsewhere'].includes(serving(leaf, seen).kind);
}

/** On a server the new certificate takes the place of the old one: what CloudFront asks for and is served well must go on. */
function stillNeeded(fault: Replacement, seen: Sight): string[] {
  const { leaf } = fault;
  if (!isOwnServer(fault, seen)) return [];
  const asked = [seen.origin.domainName, ...seen.distribution.aliases];
  return asked.filter((name) => canBeCertified(name) && covers(leaf, name));
}

/** A name of the certificate that could be the origin's domain; a wildcard is none. */
function pointElsewhere({ leaf }: Replacement, { origin, distribution }: Sight): Step[] {
  const correct = correctParameter({ origin, distribution });
  const usable = leaf.dnsNames.filter((name) => canBeCertified(name) && !name.startsWith('*'));
  const [name] = nearestNames(usable, origin.domainName, 1);
  if (!name || distribution.aliases.includes(name)) return correct;
  const rename = renameOrigin(
    `${origin.ofTenants ? 'Make' : 'Or make'} ${name}, which the certificate carries, the origin's domain name. Only if it leads to this origin in public DNS; the origin then gets it as Host`,
    { origin, distribution },
    name,
  );
  return rename.length > 0 ? rename : correct;
}

/** Managed-AllViewer: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';

function forwardHost({ leaf }: Replacement, { distribution: { aliases, tenancy } }: Sight): Step[] {
  if (aliases.length === 0 || !aliases.every((alias) => covers(leaf, alias))) return [];
  return [
    {
      action: `Or forward the viewer's Host, since the certificate covers every alias: origin request policy Managed-AllViewer (${ALL_VIEWER}). The origin must know the aliases${tenancy ? '' : ', and the cloudfront.net name goes on failing'}`,
      reference:
        'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html',
    },
  ];
}
