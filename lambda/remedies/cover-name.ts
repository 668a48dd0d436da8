import type { Step } from '../model/finding.ts';
import { covers, nearestNames } from '../tls/names.ts';
import { editOrigin } from './edit-distribution.ts';
import { stopForwardingHost } from './host-policy.ts';
import { addCertificate } from './replace-certificate.ts';
import type { Replacement } from './replacement.ts';
import { canBeCertified } from './server-names.ts';
import { type Sight, serving } from './serving.ts';

/** Origins whose certificate and name belong to AWS: there is nothing to install on them. */
const OWNED_BY_AWS: ReadonlySet<string> = new Set([
  'api-gateway',
  'function-url',
  's3',
  's3-website',
  'media',
  'cloudfront',
]);

/**
 * The three ways out of `names` that the certificate does not cover, the one that breaks least first: cover them; send
 * another name that it covers; or change which name is sent.
 */
export function coverName(fault: Replacement, seen: Sight): Step[] {
  const { origin, distribution } = seen;
  if (fault.target.hostForwarded === 'no') {
    return [...cover(fault, seen), ...pointElsewhere(fault, seen), ...forwardHost(fault, seen)];
  }
  const stop = stopForwardingHost(seen, covers(fault.leaf, origin.domainName));
  if (OWNED_BY_AWS.has(origin.kind)) return [stop];
  const isOwn = fault.names.every((name) => name === distribution.domainName);
  return [...(isOwn ? [useAlias(distribution.domainName)] : cover(fault, seen)), stop];
}

function useAlias(domainName: string): Step {
  return { action: `Send viewers to an alias: no certificate on your origin can carry ${domainName}` };
}

/** Nothing where no public certificate can be had for any of the names. */
function cover(fault: Replacement, seen: Sight): Step[] {
  const names = fault.names.filter(canBeCertified).slice(0, 10);
  if (names.length === 0) return [];
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  const goal = `So that a certificate covers ${names.slice(0, 3).join(', ')}${more}`;
  const [first, ...others] = addCertificate({ ...fault, names: [...names, ...stillNeeded(fault, seen)] }, seen);
  return first
    ? [{ ...first, action: `${goal}: ${first.action.charAt(0).toLowerCase()}${first.action.slice(1)}` }, ...others]
    : [];
}

/** On a server the new certificate takes the place of the old one: what CloudFront asks for and is served well must go on. */
function stillNeeded({ leaf }: Replacement, seen: Sight): string[] {
  if (serving(leaf, seen).kind !== 'server') return [];
  const asked = [seen.origin.domainName, ...seen.distribution.aliases];
  return asked.filter((name) => canBeCertified(name) && covers(leaf, name));
}

/** A name of the certificate that could be the origin's domain; a wildcard is none. */
function pointElsewhere({ leaf }: Replacement, { origin, distribution }: Sight): Step[] {
  const usable = leaf.dnsNames.filter((name) => canBeCertified(name) && !name.startsWith('*'));
  const [name] = nearestNames(usable, origin.domainName, 1);
  if (!name || distribution.aliases.includes(name)) return [];
  return [
    editOrigin(
      `Or make ${name}, which the certificate carries, the origin's domain name. Only if it leads to this origin in public DNS; the origin then gets it as Host`,
      distribution,
      origin.id,
      `.DomainName = ${JSON.stringify(name)}`,
    ),
  ];
}

/** Managed-AllViewer: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';

function forwardHost({ leaf }: Replacement, { distribution: { aliases } }: Sight): Step[] {
  if (aliases.length === 0 || !aliases.every((alias) => covers(leaf, alias))) return [];
  return [
    {
      action: `Or forward the viewer's Host, since the certificate covers every alias: origin request policy Managed-AllViewer (${ALL_VIEWER}). The origin must know the aliases, and the cloudfront.net name goes on failing`,
      reference:
        'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html',
    },
  ];
}
