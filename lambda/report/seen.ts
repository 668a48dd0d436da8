import { behaviorsReaching } from '../cloudfront/behaviors.ts';
import { sentNames } from '../cloudfront/sent-names.ts';
import { seenFrom } from '../cloudfront/tenants.ts';
import type { Evidence, Observation, OriginEvidence } from '../model/evidence.ts';
import type { Answer, Handshake, Handshakes } from '../model/handshake.ts';
import type { Instances } from '../model/instance.ts';
import type { Listener } from '../model/load-balancer.ts';
import { sniChoice } from '../sni-choice.ts';
import type { Section } from './assemble.ts';
import { behindWords } from './behind.ts';
import { type Block, count, item, listed, sentence } from './layout.ts';
import { moment } from './moments.ts';
import { printable } from './printable.ts';

/** What each origin showed of itself: the ground of "nothing found" and of "cannot say". */
export function whatWasSeen(evidence: Evidence): Section {
  const blocks = evidence.origins.map((one) => originBlock(one, evidence));
  return { heading: 'WHAT THE ORIGINS SHOWED', blocks, rank: 3 };
}

function originBlock(one: OriginEvidence, evidence: Evidence): Block {
  const { observations } = one;
  const { domainName } = one.origin;
  const recorded = recordWords(one, evidence);
  const dialled = recorded === '' ? dialWords(observations.handshakes) : tallyWords(observations.handshakes);
  const found = behindWords(observations);
  const behind = found ? `behind it ${found}` : '';
  const parts = [dialled, behind, recorded, answerWords(observations.answer)].filter((part) => part !== '');
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

/** The same without the reason, which the conclusion names. */
function tallyWords(handshakes: Observation<Handshakes>): string {
  return handshakes.status === 'observed' ? dialWords(handshakes) : 'not dialled';
}

/** What the records say of an origin that nobody but CloudFront can dial. */
function recordWords({ origin, observations }: OriginEvidence, evidence: Evidence): string {
  const { loadBalancer, listener, instances } = observations;
  if (origin.connection.type !== 'vpc') return '';
  if (instances?.status === 'observed') return instanceWords(instances.value);
  if (loadBalancer.status === 'not-applicable') return loadBalancer.reason;
  if (loadBalancer.status !== 'observed' || listener.status !== 'observed' || listener.value.kind === 'missing')
    return '';
  const { protocol, port } = listener.value.listener;
  const name = printable(loadBalancer.value.name, 60);
  const [shown] = shownWords({ origin, observations }, listener.value.listener, evidence);
  return shown
    ? `by AWS's records listener ${protocol} ${port} of ${name} shows ${shown}`
    : `by AWS's records ${name} has a listener ${protocol} ${port}`;
}

/** Whether the instance behind a VPC origin runs, and that nothing tells more. */
function instanceWords({ found }: Instances): string {
  return found
    .map(
      ({ id, state }) =>
        `instance ${printable(id, 40)}, which is ${printable(state, 20)}, is behind the VPC origin: what it serves no record of AWS shows`,
    )
    .join('; ');
}

/** The certificate that the listener shows for the commonest name, and until when that is good. */
function shownWords(
  { origin, observations: { certificates } }: OriginEvidence,
  listener: Listener,
  { distribution, examinedAt }: Evidence,
): string[] {
  if (distribution.status !== 'observed' || certificates.status !== 'observed') return [];
  const known = seenFrom(origin.id, distribution.value);
  const { names } = sentNames(origin, behaviorsReaching(origin.id, known), known);
  return names.slice(0, 1).flatMap(({ serverName }) => {
    const { shown } = sniChoice(serverName, listener, certificates.value, examinedAt);
    return shown.slice(0, 1).map(({ arn, notAfter }) => {
      const end = notAfter ? `, good until ${moment(notAfter)}` : '';
      return `${printable(arn, 120)} for ${printable(serverName, 120)}${end}`;
    });
  });
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
