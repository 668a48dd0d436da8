import { setImmediate } from 'node:timers/promises';
import { privateAddress } from '../../lambda/cloudfront/addresses.ts';
import { originKind } from '../../lambda/cloudfront/origin-kind.ts';
import { regionsOf } from '../../lambda/gather/address-region.ts';
import { lookUpCaa } from '../../lambda/gather/caa.ts';
import { lookUpRecord, resolveOrigin } from '../../lambda/gather/dns.ts';
import type { Resolver } from '../../lambda/model/world.ts';
import { hold, type Surface } from './surface.ts';
import { dealer, someWords } from './words.ts';

const CODES = ['ENOTFOUND', 'ENODATA', 'ESERVFAIL', 'EREFUSED', ''] as const;

/** What a resolver answers: any names, any addresses, any errors. */
export const dns: Surface = { name: 'dns', make: someWords, run };

async function run(input: Buffer): Promise<void> {
  const next = dealer(input);
  let asked = 0;
  const answer = async () => {
    asked += 1;
    await setImmediate();
    const first = next();
    const code = CODES[first.length % (CODES.length * 2)];
    if (code !== undefined) throw Object.assign(new Error(first), { code: code || first });
    return Array.from({ length: first.length % 40 }, next);
  };
  const caa = async () => (await answer()).map((issue) => ({ critical: 0, issue }));
  const names = { resolveCname: answer, resolveCaa: caa, reverse: answer };
  const resolver = { resolve4: answer, resolve6: answer, ...names, cancel: () => {} };
  const { signal } = new AbortController();
  for (const family of ['ipv4', 'ipv6', 'dualstack'] as const) {
    const seen = await resolveOrigin(resolver, 'www.example.com', family, signal);
    const addresses = seen.kind === 'resolved' ? seen.addresses : [];
    for (const one of addresses) privateAddress(one);
    hold(addresses.length <= 16, `${addresses.length} addresses`);
    const names = seen.kind === 'failing' ? (seen.circle ?? []) : seen.cnames;
    for (const one of names) originKind(one);
    hold(names.length <= 9, `${names.length} names in between`);
  }
  await lookUpRecord(resolver, { name: next(), type: 'CNAME', value: next() }, signal);
  hold(asked <= 40, `${asked} questions`);
  asked = 0;
  await climb(resolver, Array.from({ length: 9 }, next), signal);
  hold(asked <= 40, `${asked} questions about CAA and addresses`);
}

/** CAA records, from each name upwards, and the Regions of what may be addresses. */
async function climb(resolver: Resolver, names: readonly string[], signal: AbortSignal): Promise<void> {
  const regions = await regionsOf(resolver, names, signal);
  hold(regions.length <= 4, `${regions.length} Regions`);
  const policies = await lookUpCaa(resolver, names, signal);
  hold(policies.length <= 5, `${policies.length} names`);
  for (const { issue } of policies)
    hold(issue.length <= 8 && issue.every((one) => one.length <= 100), 'records without end');
}
