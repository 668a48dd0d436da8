import { isIP } from 'node:net';
import type { Resolution } from '../model/handshake.ts';
import type { Resolver } from '../model/world.ts';
import { awaitEvent, codeOf } from './await-event.ts';

/** Addresses kept of one name. */
const MAX_ADDRESSES = 16;

/** Names followed from one to the next. Resolvers give up at about the same length. */
const MAX_CNAMES = 8;

/** How long the names in between may take when the addresses are known already. */
const CNAMES_MAY_LAG_MS = 2_000;

/** What one question came to: records, or the code that node:dns gives for there being none. */
export type Reply<Value = string> = { readonly records: readonly Value[] } | { readonly code: string };

/** c-ares' codes for a name that is not there, and for one that is but not with such a record. https://nodejs.org/api/dns.html#error-codes */
export const NO_SUCH_NAME = 'ENOTFOUND';
export const NO_SUCH_RECORD = 'ENODATA';

/** c-ares' code for a question that was given up: our own deadline is no silence of the name servers, which is ETIMEOUT. */
const GIVEN_UP = 'ECANCELLED';

/**
 * Looks up an origin's addresses, of the families that CloudFront would use, and the names on the way to them. It never
 * throws; when `signal` fires it tells what is known by then.
 */
export async function resolveOrigin(
  resolver: Resolver,
  name: string,
  addressType: 'ipv4' | 'ipv6' | 'dualstack',
  signal: AbortSignal,
): Promise<Resolution> {
  const host = bare(name);
  if (isIP(host)) return { kind: 'resolved', name: host, cnames: [], addresses: [host], cut: 0 };
  const chain: Chain = { cnames: [] };
  const followed = followCnames(resolver, host, chain, signal);
  const [v4, v6] = await Promise.all([
    addressType === 'ipv6' ? NONE : reply(() => resolver.resolve4(host), signal),
    addressType === 'ipv4' ? NONE : reply(() => resolver.resolve6(host), signal),
  ]);
  await awaitEvent({ withinMs: CNAMES_MAY_LAG_MS, signal }, undefined, (settle) => {
    followed.finally(() => settle(undefined));
  });
  const addresses = [...sorted(v4), ...sorted(v6)];
  if (addresses.length === 0) {
    const gone = unresolved(host, [v4, v6], chain);
    return addressType === 'ipv4' ? withIpv6(resolver, gone, signal) : gone;
  }
  const cut = Math.max(0, addresses.length - MAX_ADDRESSES);
  return { kind: 'resolved', name: host, cnames: [...chain.cnames], addresses: addresses.slice(0, MAX_ADDRESSES), cut };
}

/** Where a name exists without the address that was asked for, whether it has one of the other family. */
async function withIpv6(resolver: Resolver, gone: Resolution, signal: AbortSignal): Promise<Resolution> {
  if (gone.kind !== 'not-found' || gone.why !== 'no-address') return gone;
  const ipv6 = sorted(await reply(() => resolver.resolve6(gone.name), signal)).slice(0, MAX_ADDRESSES);
  return ipv6.length > 0 ? { ...gone, ipv6 } : gone;
}

/** A question that was not asked. */
const NONE: Reply = { records: [] };

function unresolved(name: string, replies: readonly Reply[], { cnames, lastCode, circular }: Chain): Resolution {
  const codes = replies.flatMap((one) => ('code' in one ? [one.code] : []));
  if (circular) return { kind: 'failing', name, code: codes[0] ?? NO_SUCH_RECORD, circle: [name, ...cnames] };
  const failing = codes.find((code) => code !== NO_SUCH_NAME && code !== NO_SUCH_RECORD);
  if (failing !== undefined) return { kind: 'failing', name, code: failing };
  const isGone = lastCode === NO_SUCH_NAME || (codes.length > 0 && codes.every((code) => code === NO_SUCH_NAME));
  return {
    kind: 'not-found',
    name,
    cnames: [...cnames],
    at: cnames.at(-1) ?? name,
    why: isGone ? 'no-such-name' : 'no-address',
  };
}

/** The names that a look-up passes through, as far as it got, and how the question for a further one ended. */
type Chain = { readonly cnames: string[]; lastCode?: string; circular?: true };

/** Name by name, since the answer for addresses hides the chain, most of all where its end does not exist. */
async function followCnames(resolver: Resolver, host: string, chain: Chain, signal: AbortSignal): Promise<void> {
  const { cnames } = chain;
  while (cnames.length < MAX_CNAMES) {
    const at = cnames.at(-1) ?? host;
    const answer = await reply(() => resolver.resolveCname(at), signal);
    if ('code' in answer) {
      chain.lastCode = answer.code;
      return;
    }
    const next = answer.records[0] === undefined ? undefined : bare(answer.records[0]);
    if (next === undefined) return;
    if (next === host || cnames.includes(next)) {
      chain.circular = true;
      return;
    }
    cnames.push(next);
  }
}

/**
 * Whether public DNS holds the record: `no` where its name has none, `other` where it has another value, `unknown` where
 * DNS does not tell or the type is not CNAME, the only one that ACM validates by.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export async function lookUpRecord(
  resolver: Resolver,
  record: { readonly name: string; readonly type: string; readonly value: string },
  signal: AbortSignal,
): Promise<'yes' | 'no' | 'other' | 'unknown'> {
  if (record.type !== 'CNAME') return 'unknown';
  const answer = await reply(() => resolver.resolveCname(bare(record.name)), signal);
  if ('code' in answer) return answer.code === NO_SUCH_NAME || answer.code === NO_SUCH_RECORD ? 'no' : 'unknown';
  if (answer.records.length === 0) return 'no';
  return answer.records.some((value) => bare(value) === bare(record.value)) ? 'yes' : 'other';
}

/** Longer than any deadline: a resolver has time-outs of its own, and the signal ends the rest. */
const NO_LIMIT_OF_ITS_OWN = 120_000;

/** Asks one question, and turns a rejection into its code. Never throws. */
export async function reply<Value>(question: () => Promise<Value[]>, signal: AbortSignal): Promise<Reply<Value>> {
  return awaitEvent<Reply<Value>>({ withinMs: NO_LIMIT_OF_ITS_OWN, signal }, { code: GIVEN_UP }, (settle) => {
    question().then(
      (records) => settle({ records }),
      (error: unknown) => settle({ code: codeOf(error) }),
    );
  });
}

function sorted(answer: Reply): string[] {
  return 'code' in answer ? [] : [...new Set(answer.records)].sort();
}

function bare(name: string): string {
  return name.replace(/\.$/, '').toLowerCase();
}
