import type { Evidence, Observation, OriginEvidence } from '../model/evidence.ts';
import type { Answer, Handshake, Handshakes } from '../model/handshake.ts';
import type { Section } from './assemble.ts';
import { type Block, count, item, listed, sentence } from './layout.ts';
import { moment } from './moments.ts';
import { printable } from './printable.ts';

/** What each origin showed of itself: the ground of "nothing found" and of "cannot say". */
export function whatWasSeen({ origins }: Evidence): Section {
  return { heading: 'WHAT THE ORIGINS SHOWED', blocks: origins.map(originBlock), rank: 3 };
}

function originBlock({ origin, observations }: OriginEvidence): Block {
  const { domainName } = origin;
  const parts = [dialWords(observations.handshakes), answerWords(observations.answer)].filter((part) => part !== '');
  return item(`${printable(domainName, 120)}: ${sentence(parts.join('; '))}`, 500);
}

function dialWords(handshakes: Observation<Handshakes>): string {
  if (handshakes.status !== 'observed') return `not dialled (${handshakes.reason})`;
  const { dials } = handshakes.value;
  if (dials.length === 0) return 'not dialled';
  const good = dials.filter(
    ({ outcome }) => (outcome.kind === 'completed' && !outcome.byHand) || outcome.kind === 'connected',
  );
  const tally = `${good.length} of ${count(dials.length, 'dial')} completed`;
  const facts = [...protocols(good), ...expiry(good)];
  return facts.length > 0 ? `${tally} (${facts.join(', ')})` : tally;
}

function protocols(dials: readonly Handshake[]): string[] {
  const seen = dials.flatMap(({ outcome }) => (outcome.kind === 'completed' ? [outcome.protocol] : []));
  const distinct = [...new Set(seen)];
  return distinct.length > 0 ? [listed(distinct, 3, 20)] : [];
}

/** The earliest end of any leaf certificate served. */
function expiry(dials: readonly Handshake[]): string[] {
  const ends = dials.flatMap(({ outcome }) =>
    outcome.kind === 'completed' && outcome.chain[0] ? [outcome.chain[0].notAfter] : [],
  );
  const [first] = ends.toSorted();
  return first ? [`certificate until ${moment(first)}`] : [];
}

function answerWords(answer: Observation<Answer>): string {
  if (answer.status !== 'observed') return '';
  const { value } = answer;
  const asked = `${value.method} ${printable(value.path, 60)}`;
  if (value.kind === 'no-answer') return `${asked} got no answer (${value.how})`;
  const server = value.headers.server ? `, server: ${printable(value.headers.server, 40)}` : '';
  return `${asked} answered ${value.status} in ${value.tookMs} ms${server}`;
}
