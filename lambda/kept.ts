import type { SentName } from './cloudfront/sent-names.ts';
import type { Observed } from './model/evidence.ts';
import type { Listener, ManagedCertificate, Stored, StoredChain } from './model/load-balancer.ts';
import type { Scene } from './place.ts';
import type { Judgement, Unseen } from './rule.ts';
import { ENDS_TLS, isWhole, namesSent, shownFor } from './shown.ts';

/** A certificate that the listener shows for a name, by the records alone; `chain` where it could be read. */
export type KeptOne = { readonly name: SentName; readonly managed: ManagedCertificate; readonly chain?: StoredChain };

/** What is wrong with what the listener would show: at least one name. */
export type KeptFaults<Fault> = {
  readonly first: KeptOne & { readonly fault: Fault };
  readonly failing: readonly SentName[];
  readonly names: readonly SentName[];
  readonly listener: Listener;
  readonly why: Stored['why'];
};

/** A rule's question about one certificate; `unknown` where the records do not tell. */
export type Question<Fault> = (one: KeptOne) => Fault | 'unknown' | undefined;

type Records = Pick<Observed, 'listener' | 'certificates' | 'stored'>;

/**
 * Asks of what the listener would show for each name, by its records. Proven where the records are whole and CloudFront is known
 * to judge it; a VPC origin's certificate is validated in ways that AWS does not document. It leads only where nothing was
 * served: what is on the wire counts for more.
 */
export function judgeKept<Fault>(
  { listener: state, certificates, stored }: Records,
  scene: Scene,
  question: Question<Fault>,
): Judgement<KeptFaults<Fault>> | Unseen | undefined {
  if (state.kind !== 'found' || !ENDS_TLS.has(state.listener.protocol)) return undefined;
  const { listener } = state;
  const names = namesSent(scene);
  const asked = names.map((name) => ask(keptFor(name, listener, { certificates, stored }, scene.examinedAt), question));
  const failing = asked.flatMap((one) => (typeof one === 'object' ? [one] : []));
  const [first] = failing;
  if (!first) return asked.includes('unknown') && stored.why === 'undialled' ? UNTOLD : undefined;
  const hit = failing.map(({ name }) => name);
  const sure = hit.some(({ hostForwarded }) => hostForwarded !== 'unknown') && isWhole(listener, certificates);
  return {
    facts: { first, failing: hit, names, listener, why: stored.why },
    witness: { kind: 'certificate', key: first.chain?.chain[0]?.fingerprint ?? first.managed.arn },
    reach: { failing: hit.length, seen: names.length, of: hit.map(({ serverName }) => serverName) },
    certainty: sure && scene.origin.connection.type !== 'vpc' ? 'proven' : 'likely',
    leads: stored.why === 'undialled',
  };
}

const UNTOLD: Unseen = { unseen: 'the records do not tell what the listener shows', need: 'stored' };

function keptFor(
  name: SentName,
  listener: Listener,
  { certificates, stored: { chains } }: Pick<Records, 'certificates' | 'stored'>,
  at: string,
): KeptOne[] {
  const shown = shownFor(name.serverName, listener, certificates, at);
  return shown.map((managed) => ({ name, managed, chain: chains.find(({ arn }) => arn === managed.arn) }));
}

/** A fault where whatever the listener may show has one. */
function ask<Fault>(shown: readonly KeptOne[], question: Question<Fault>) {
  const answers = shown.map((one) => ({ one, fault: question(one) }));
  const [first] = answers;
  if (!first || answers.some(({ fault }) => fault === 'unknown')) return 'unknown';
  if (answers.some(({ fault }) => fault === undefined)) return undefined;
  return first.fault === undefined || first.fault === 'unknown' ? undefined : { ...first.one, fault: first.fault };
}
