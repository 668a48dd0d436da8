import type { Step } from '../model/finding.ts';
import type { Target } from '../model/handshake.ts';
import { dig } from './dig.ts';
import { onServer, reachServer, type Server } from './reach-server.ts';
import type { Replacement } from './replacement.ts';
import { shellLine } from './shell.ts';
import { showChain, showLeaf } from './verify.ts';

const EXPORTABLE = 'https://docs.aws.amazon.com/acm/latest/userguide/acm-exportable-certificates.html';
const REQUIREMENTS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html';

/** A new certificate for a server that is no listener of ours to command. */
export function installOnServer(fault: Replacement, server: Server): Step[] {
  const { goodAt, pooledAt, addresses = [] } = fault;
  if (pooledAt) return [...reachServer(server), copyWithin(fault, pooledAt, server)];
  if (goodAt && addresses.length > 0) return [copy(fault, goodAt, addresses)];
  return [...reachServer(server), obtain(fault.names), install(fault, server)];
}

/** One server has it already: the others were forgotten, or never reloaded. */
function copy({ target }: Replacement, goodAt: string, addresses: readonly string[]): Step {
  return {
    action: `${goodAt} serves another certificate, without this fault. Put the same certificate and key on ${addresses.slice(0, 8).join(', ')}; where the files are there already, its server was never reloaded. Then reload`,
    command: 'sudo nginx -t && sudo systemctl reload nginx',
    verify: showChain(target),
  };
}

/** The pool's other servers have it already. */
function copyWithin({ target, leaf }: Replacement, address: string, { behind }: Server): Step {
  return {
    action: `Several servers answer at ${address}, and some serve another certificate, without this fault. Find those among the targets of ${behind?.name ?? 'the load balancer'} that still serve serial ${leaf.serial.slice(0, 12)}…, and put the same certificate and key on them; where the files are there already, the server was never reloaded. Then reload`,
    command: 'sudo nginx -t && sudo systemctl reload nginx',
    verify: `for i in 1 2 3 4 5 6 7 8; do ${showLeaf(target)}; done`,
  };
}

/** Nothing on the listener was served. */
export function findServer({ address, serverName }: Target, balancer: string): Step {
  return {
    action: `Find what answers at ${address}: what it shows is none of the certificates of ${balancer}. If ${serverName} should lead to ${balancer}, mend its record and stop here; else the next steps are for whatever answers`,
    command: dig('+short', serverName),
  };
}

function obtain(names: readonly string[]): Step {
  const domains = names.flatMap((name) => ['-d', name]);
  return {
    action: `Get a certificate for ${names.join(', ')} from a public authority (Let's Encrypt, any in Mozilla's list, or an exportable one of ACM); with certbot:`,
    command: shellLine('sudo', 'certbot', 'certonly', ...domains),
    reference: EXPORTABLE,
  };
}

/** Where each server wants the certificates. nginx: https://nginx.org/en/docs/http/configuring_https_servers.html#chains; Apache: https://httpd.apache.org/docs/2.4/mod/mod_ssl.html#sslcertificatefile */
const PLACES =
  'nginx: `ssl_certificate` = fullchain.pem; Apache 2.4.8 or newer: `SSLCertificateFile` = fullchain.pem; IIS: import the PFX with its chain, then bind it to the site';

/** No record says which server it is. */
const UNKNOWN: Server = { kind: 'server' };

/** Installs what the authority issued: leaf first, then every intermediate, no root. */
export function install(
  { target, addresses = [] }: Pick<Replacement, 'target' | 'addresses'>,
  server: Server = UNKNOWN,
): Step {
  return {
    action: `Install it${onServer(server, addresses)} with the full chain, leaf first, without the root. ${PLACES}. Then reload`,
    command: 'sudo nginx -t && sudo systemctl reload nginx',
    verify: showChain(target),
    reference: REQUIREMENTS,
  };
}

/** The last step of every remedy: look again, as CloudFront looks. */
export function lookAgain(target: Target): Step {
  return { action: 'Look again, as CloudFront looks', command: showLeaf(target) };
}
