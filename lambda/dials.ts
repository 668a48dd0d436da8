import type { Certificate, TrustPath } from './model/certificate.ts';
import type { Origin } from './model/distribution.ts';
import type { Observation } from './model/evidence.ts';
import type { Reach } from './model/finding.ts';
import type { Handshake, Handshakes, Target } from './model/handshake.ts';
import type { ListenerState } from './model/load-balancer.ts';
import { type Dialled, handshakes, split } from './split-dials.ts';

/** What one dial was served: it got as far as a certificate. `path` is absent where the handshake did not complete. */
export type Served = {
  readonly target: Target;
  /** How many handshakes ended so; absent: one. */
  readonly times?: number;
  readonly leaf: Certificate;
  /** Wire order, the leaf first; never empty. */
  readonly chain: readonly Certificate[];
  readonly path?: TrustPath;
  /** What was agreed on, and whether a staple came where one was asked for; absent where the handshake did not complete. */
  readonly agreed?: { readonly protocol: string; readonly cipher: string; readonly stapled?: boolean };
};

/** A dial that fails, and why. */
export type Failing<Fault> = Served & { readonly fault: Fault };

/** The dials that fail, at least one, among those that could tell. */
export type Faults<Fault> = {
  readonly first: Failing<Fault>;
  readonly failing: readonly Failing<Fault>[];
  readonly seen: readonly Served[];
};

/** The evidence is there and does not tell: every dial ended before a certificate came. Never "ruled out". */
export const NO_CERTIFICATE: { readonly unseen: string } = { unseen: 'no dial got as far as a certificate' };

/** Whether CloudFront speaks TLS to the origin at all. */
export function speaksTls({ origin: { connection } }: { readonly origin: Origin }): boolean {
  return connection.type === 's3' || connection.protocolPolicy !== 'http-only';
}

/** What the dials were served, an alert after the certificate included; dials that saw no certificate say nothing. */
export function served({ dials }: Handshakes): Served[] {
  return dials.flatMap(({ target, times, outcome }): Served[] => {
    const chain = outcome.kind === 'completed' || outcome.kind === 'alert' ? (outcome.chain ?? []) : [];
    const [leaf] = chain;
    if (!leaf) return [];
    const one = { target, leaf, chain, ...(times !== undefined && { times }) };
    if (outcome.kind !== 'completed') return [one];
    const { path, protocol, cipher, stapled } = outcome;
    return [{ ...one, path, agreed: { protocol, cipher, stapled } }];
  });
}

/** What the dials were served whose handshake completed, so that the path is known too. */
export function completed(handshakes: Handshakes): (Served & { readonly path: TrustPath })[] {
  return served(handshakes).flatMap((one) => (one.path ? [{ ...one, path: one.path }] : []));
}

/** Dials that ended in this way. */
export function endedIn(handshakes: Handshakes, ...kinds: readonly Handshake['outcome']['kind'][]): Handshake[] {
  return handshakes.dials.filter(({ outcome }) => kinds.includes(outcome.kind));
}

/** Neither accepted nor refused: no packet came back, or a router said that there is no way. */
export function isSilent({ outcome }: Pick<Handshake, 'outcome'>): boolean {
  return outcome.kind === 'unreachable' || (outcome.kind === 'timed-out' && outcome.phase === 'connect');
}

/** Asks of each dial what is wrong with it. One good dial never hides a bad one; no dial at all is no acquittal: `unseen`. */
export function judgeEach<One extends Served, Fault>(
  seen: readonly One[],
  fault: (one: One) => Fault | undefined,
  unseen = NO_CERTIFICATE,
): Faults<Fault> | typeof NO_CERTIFICATE | undefined {
  if (seen.length === 0) return unseen;
  const failing = seen.flatMap((one) => {
    const wrong = fault(one);
    return wrong === undefined ? [] : [{ ...one, fault: wrong }];
  });
  const [first] = failing;
  return first && { first, failing, seen };
}

/** How much of the origin is hit. `of` names the addresses that fail where they tell the dials apart, else the names, dials or handshakes. */
export function reach(failing: readonly Dialled[], seen: readonly Dialled[]): Reach {
  const { by, failing: of } = split(failing, seen);
  if (by === 'handshake') return { failing: handshakes(failing), seen: handshakes(seen), of };
  return { failing: failing.length, seen: seen.length, of };
}

/** For a title: ` on 2 of 3 addresses`, ` only for www.example.com`, ` on 1 of 4 handshakes to 203.0.113.7`; empty where every dial fails. */
export function where(failing: readonly Dialled[], seen: readonly Dialled[]): string {
  const { by, failing: bad, seen: all } = split(failing, seen);
  if (failing.length === seen.length) return '';
  if (by === 'name' && bad.length === 1) return ` only for ${bad[0]}`;
  if (by === 'handshake' && bad.length === 1) return ` on ${bad[0]}`;
  if (by === 'handshake') return ` on ${handshakes(failing)} of ${handshakes(seen)} handshakes`;
  const noun = { address: 'addresses', name: 'names', dial: 'dials' }[by];
  return ` ${by === 'name' ? 'for' : 'on'} ${bad.length} of ${all.length} ${noun}`;
}

/** The addresses that fail, where others do not; else none. */
export function failingAddresses(failing: readonly Dialled[], seen: readonly Dialled[]): readonly string[] {
  const { by, failing: bad } = split(failing, seen);
  return by === 'address' && failing.length < seen.length ? bad : [];
}

/** The address at which handshakes end now so, now otherwise, for the same name; undefined where none does. */
export function pooledAddress(failing: readonly Dialled[], seen: readonly Dialled[]): string | undefined {
  return split(failing, seen).by === 'handshake' ? failing[0]?.target.address : undefined;
}

/** What a partial fault means for viewers: one sentence with a leading blank, or nothing. */
export function partly(failing: readonly Dialled[], seen: readonly Dialled[]): string {
  const { by, failing: bad } = split(failing, seen);
  if (failing.length === seen.length) return '';
  if (by === 'name') return ` Other names are served well: only ${list(bad)} ${bad.length > 1 ? 'fail' : 'fails'}.`;
  if (by === 'handshake')
    return ` ${list(bad)} ended so: several servers seem to answer there, and requests fail now and then.`;
  return ` Only ${list(bad)} ${bad.length > 1 ? 'fail' : 'fails'}, so requests fail now and then.`;
}

/** Two lines of evidence: what was served, and by whom. */
export function told(failing: readonly Served[], listener?: Observation<ListenerState>): string[] {
  const [first] = failing;
  if (!first) return [];
  const others = unique(failing.map(({ leaf }) => leaf.fingerprint)).length - 1;
  const more = others > 0 ? `, and ${others} other certificate${others > 1 ? 's' : ''}` : '';
  const state =
    listener?.status === 'observed' && listener.value.kind === 'found' ? listener.value.listener : undefined;
  const on = state ? `, listener ${state.arn.split(':listener/').at(-1)}` : '';
  const names = list(unique(failing.map(({ target }) => target.serverName)), 3);
  return [
    `Served: ${describe(first.leaf)}${more}`,
    `By: ${list(unique(failing.map(({ target }) => endpoint(target))), 3)} for ${names}${on}`,
  ];
}

/** `CN=origin.example.com, issued by CN=Example CA, serial 0A1B2C3D4E5F…`. */
export function describe({ subject, issuer, serial }: Pick<Certificate, 'subject' | 'issuer' | 'serial'>): string {
  return `${cut(subject || 'no subject')}, issued by ${cut(issuer)}, serial ${cut(serial, 12)}`;
}

/** Words of a certificate or a server, short enough for a sentence. */
export function cut(words: string, max = 80): string {
  return words.length > max ? `${words.slice(0, max - 1)}…` : words;
}

/** The common name of a subject, where it has one, short enough for a sentence: `Example CA 2` of `CN=Example CA 2, O=Example`. */
export function shortName(subject: string): string {
  return cut(/(?:^|, )CN=([^,]+)/.exec(subject)?.[1] ?? subject, 60);
}

/** For a sentence: `203.0.113.7, 203.0.113.8 and 3 more`; with `and` before the last where all are named. */
export function list(words: readonly string[], max = 4): string {
  if (words.length > max) return `${words.slice(0, max).join(', ')} and ${words.length - max} more`;
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `203.0.113.7:443`, `[2001:db8::7]:443`. */
export function endpoint({ address, port }: Pick<Target, 'address' | 'port'>): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** Every element once, in order. */
export function unique<T>(all: readonly T[]): T[] {
  return [...new Set(all)];
}
