import type { Step } from '../model/finding.ts';
import type { ManagedCertificate } from '../model/load-balancer.ts';
import { findServer, install, lookAgain } from './install-on-server.ts';
import { reimport } from './listener.ts';
import { reachServer } from './reach-server.ts';
import { replaceCertificate } from './replace-certificate.ts';
import type { Replacement } from './replacement.ts';
import { type Sight, serving } from './serving.ts';
import { shellLine } from './shell.ts';
import { showChain } from './verify.ts';

/** What is wrong with the chain beside its leaf: a certificate that was not sent, one that must be renewed, or the order alone. */
export type ChainFault = {
  readonly missing?: { readonly missingIssuer: string; readonly issuerUrl?: string };
  readonly renew?: boolean;
};

/** Sends the whole chain, in order, with the leaf that is there: the leaf itself is sound. */
export function sendChain(fault: Replacement, chain: ChainFault, seen: Sight): Step[] {
  const holder = serving(fault.leaf, seen);
  if (holder.kind === 'elsewhere')
    return [findServer(fault.target, holder.name), ...gather(chain), install(fault, { kind: 'server' })];
  if (holder.kind === 'server') return [...gather(chain), ...reachServer(holder), install(fault, holder)];
  const again = { ...lookAgain(fault.target), command: showChain(fault.target) };
  if (holder.kind === 'listener' && holder.managed?.type === 'IMPORTED') {
    return [...reimportWhole(holder.managed, chain), again];
  }
  return replaceCertificate(fault, seen);
}

/** Imports the same leaf again, with its whole chain. */
export function reimportWhole({ region, arn }: ManagedCertificate, chain: ChainFault): Step[] {
  return [...gather(chain), reimport(region, arn, REIMPORT)];
}

const REIMPORT =
  'Import the same certificate and key again under the same ARN, this time with every intermediate in chain.pem, issuer of the leaf first, without the root';

/** Where to find the certificates that belong between leaf and root. */
function gather({ missing, renew }: ChainFault): Step[] {
  if (missing?.issuerUrl && /^https?:\/\/[^\s]+$/i.test(missing.issuerUrl)) return [fetchIssuer(missing.issuerUrl)];
  if (!missing && !renew) return [];
  return [
    {
      action: renew
        ? "Get the current intermediate certificates from the authority's own pages"
        : "Get the missing certificate from the authority's own pages (often it is in the bundle that came with the leaf)",
    },
  ];
}

/** The certificate says where its issuer is to be had, in DER: https://www.rfc-editor.org/rfc/rfc5280#section-4.2.2.1 */
function fetchIssuer(url: string): Step {
  const get = shellLine('curl', '-sS', '--max-filesize', '100000', '-o', 'issuer.der', url);
  return {
    action: 'Fetch the missing certificate from where the leaf says it is, and append it to the chain',
    command: `${get} && openssl x509 -inform der -in issuer.der -out chain.pem`,
    verify: 'openssl x509 -in chain.pem -noout -subject -issuer -dates',
  };
}
