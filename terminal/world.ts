import { X509Certificate } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import { connect, isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import type { World } from '../lambda/model/world.ts';
import { Complaint, type Surroundings } from './command.ts';
import type { Io } from './io.ts';
import { quoted } from './tokens.ts';

/** One question to DNS, and how often it is asked. */
const DNS = { timeout: 2_000, tries: 2 };

/** The world as this machine sees it, with what the command line changes about it. Throws a `Complaint` for an unusable file. */
export async function worldFor(surroundings: Surroundings, io: Pick<Io, 'readText'>): Promise<World> {
  const { connectTo, resolver, trustAnchors, allowPrivateAddresses, profile, timeoutSeconds } = surroundings;
  return {
    now: () => new Date(),
    resolver: connectTo.length > 0 ? fixed(connectTo) : dns(resolver),
    dial: (host, port) => connect({ host, port }),
    trustAnchors: trustAnchors ? await anchors(trustAnchors, io) : rootCertificates,
    aws: profile ? { profile } : {},
    allowPrivateAddresses,
    logs: true,
    topicArn: '',
    regions: surroundings.regions,
    ...memberRoles(surroundings),
    ...(timeoutSeconds && { limits: { evidenceMs: timeoutSeconds * 1000 } }),
  };
}

/** The roles in other accounts, as the engine wants them. The partition is that of the roles that are named whole. */
function memberRoles({ memberRoles: arns, memberRoleName, externalId }: Surroundings): Pick<World, 'memberRoles'> {
  if (arns.length === 0 && memberRoleName === undefined) return {};
  const byAccount = Object.fromEntries(arns.map((arn) => [arn.split(':')[4], arn]));
  const partition = arns[0]?.split(':')[1] ?? 'aws';
  const everywhere = memberRoleName && `arn:${partition}:iam::{account}:role/${memberRoleName}`;
  return { memberRoles: { byAccount, ...(everywhere && { everywhere }), ...(externalId && { externalId }) } };
}

function dns(server: string | undefined): Resolver {
  const resolver = new Resolver(DNS);
  if (server) resolver.setServers([server]);
  return resolver;
}

/** Answers every name with these addresses, as a DNS server would. */
function fixed(addresses: readonly string[]): World['resolver'] {
  const none = async (name: string) => {
    throw Object.assign(new Error(`no such record: ${name}`), { code: 'ENODATA' });
  };
  const answer = (family: number) => async (name: string) => {
    const found = addresses.filter((address) => isIP(address) === family);
    return found.length === 0 ? none(name) : found;
  };
  const names = { resolveCname: none, resolveCaa: none, reverse: none };
  return { resolve4: answer(4), resolve6: answer(6), ...names, cancel: () => {} };
}

/** Every certificate of a PEM file. */
async function anchors(path: string, { readText }: Pick<Io, 'readText'>): Promise<string[]> {
  const pem = await readText(path).catch((error: unknown) => {
    throw new Complaint(`--trust-anchors: cannot read ${quoted(path)}: ${String(error)}`);
  });
  const found = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw new Complaint(`--trust-anchors: no PEM certificate in ${quoted(path)}`);
  for (const [index, one] of found.entries()) {
    try {
      new X509Certificate(one);
    } catch {
      throw new Complaint(`--trust-anchors: certificate ${index + 1} in ${quoted(path)} cannot be read`);
    }
  }
  return found;
}
