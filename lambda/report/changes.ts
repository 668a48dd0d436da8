import { mayExplain } from '../came-to-light.ts';
import type { Change, Changes, Onset } from '../model/change.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Incident } from '../model/incident.ts';
import type { News } from '../model/news.ts';
import { onsetOf } from '../onset.ts';
import { replacedInWords } from '../replaced.ts';
import type { Section } from './assemble.ts';
import { type Block, item, prose, sentence } from './layout.ts';
import { apart, clock, distance, moment } from './moments.ts';
import { printable } from './printable.ts';

/** Changes that are told, before the line that says how far they go. */
const MAX_TOLD = 3;

const ONSET: Readonly<Record<Exclude<Onset['what'], 'examination'>, string>> = {
  errors: 'the errors began',
  alarm: 'the alarm fired',
};

/** What was done to the resources on the way, the nearest before the onset first: facts, never a verdict. */
export function whatChanged(diagnosis: Diagnosis, { observations }: Evidence, news: News): Section {
  const seen = observations?.changes;
  const tell = news.light ? sinceTold : told;
  const blocks = seen?.status === 'observed' ? tell(diagnosis, seen.value, news) : [];
  return { heading: 'WHAT CHANGED', blocks: [...onTheWire(diagnosis, news), ...blocks], rank: 1.7 };
}

/** Another certificate than at the last diagnosis, unless the message says so already. */
function onTheWire({ examinedAt }: Diagnosis, { replaced, kind, ending, light }: News): Block[] {
  const isSaid = (kind === 'closed' && ending === 'recovered') || (kind === 'changed' && light !== undefined);
  if (!replaced || isSaid) return [];
  return [item(sentence(`Since ${clock(replaced.since, examinedAt)}, ${replacedInWords(replaced)}`), 500)];
}

function limitOf({ until }: Changes, examinedAt: string): string {
  return `Events until ${clock(until, examinedAt)}: later ones may not be in CloudTrail yet.`;
}

/** In a message that follows another one: what nobody was told of, but for what stands at its beginning. */
function sinceTold(
  { examinedAt, conclusion }: Diagnosis,
  changes: Changes,
  { light = [], kind, incident }: News,
): Block[] {
  const onset = incident?.digest.onset;
  const limit = limitOf(changes, examinedAt);
  if (!incident || !onset) return [];
  if (light.length === 0) {
    if (kind !== 'closed' || 'primary' in conclusion || incident.digest.ruleId) return [];
    return [prose(`CloudTrail tells of no further change on the way. ${limit}`, 300)];
  }
  const rest = kind === 'changed' ? light.slice(mayExplain(incident, light).slice(0, MAX_TOLD).length) : light;
  const more = rest.length - MAX_TOLD;
  return [
    ...rest.slice(0, MAX_TOLD).map((one) => changeItem(one, onset, examinedAt)),
    prose(`${rest.length === 0 ? 'Nothing beside the above. ' : moreInJson(more)}${limit}`, 300),
  ];
}

function moreInJson(more: number): string {
  return more > 0 ? `${more} more in the JSON. ` : '';
}

/** Changes from before the errors began that came to light since people were told, at the beginning of a message. */
export function cameToLightSince({ examinedAt }: Diagnosis, { light = [] }: News, incident: Incident): Block[] {
  const { onset } = incident.digest;
  const earlier = mayExplain(incident, light).slice(0, MAX_TOLD);
  if (!onset || earlier.length === 0) return [];
  return [prose('Came to light since it was last told:'), earlier.flatMap((one) => changeItem(one, onset, examinedAt))];
}

function changeItem(change: Change, onset: Onset, examinedAt: string): Block {
  return item(inWords(change, onset, examinedAt), 400);
}

function told(diagnosis: Diagnosis, seen: Changes): Block[] {
  const { examinedAt, conclusion, changes = [] } = diagnosis;
  const limit = limitOf(seen, examinedAt);
  if (changes.length === 0) {
    // With a cause at hand it is no news.
    if ('primary' in conclusion) return [];
    return [prose(`CloudTrail tells of no change on the way since ${moment(seen.from)}. ${limit}`, 300)];
  }
  const onset = onsetOf(diagnosis);
  const more = changes.length - MAX_TOLD;
  return [
    ...changes.slice(0, MAX_TOLD).map((one) => changeItem(one, onset, examinedAt)),
    prose(`${moreInJson(more)}${limit}`, 300),
  ];
}

function inWords({ at, what, details, resource, accountId, who }: Change, onset: Onset, examinedAt: string): string {
  const told = details.slice(0, 2).map(detail);
  const how = told.length > 0 ? ` (${told.join(', ')})` : '';
  const where = accountId ? ` of account ${printable(accountId, 12)}` : '';
  const call = `${printable(what, 64)}${how} on ${shortName(resource)}${where}`;
  return `${clock(at, examinedAt)} ${call} by ${printable(who, 160)}, ${whenOf(at, onset)}`;
}

/** `sslPolicy ELBSecurityPolicy-2016-08`; an ARN says by itself what it is. */
function detail(text: string): string {
  const [, arn] = /^\w+ (arn:.+)$/.exec(text) ?? [];
  return arn ? shortName(arn) : printable(text, 80);
}

function whenOf(at: string, { at: onset, what }: Onset): string {
  if (what === 'examination') return distance(at, onset);
  const before = apart(at, onset);
  if (before) return `${before} before ${ONSET[what]}`;
  const after = apart(onset, at);
  return after ? `${after} after ${ONSET[what]}` : `as ${ONSET[what]}`;
}

/** ARNs of load balancers and listeners by the balancer's name, of certificates by their id. */
function shortName(resource: string): string {
  const [, balancer] = /:(?:listener|loadbalancer)\/((?:app|net|gwy)\/[^/]+)/.exec(resource) ?? [];
  const [, certificate] = /:certificate\/([^/]+)$/.exec(resource) ?? [];
  if (certificate) return `certificate ${printable(certificate, 64)}`;
  return printable(balancer ?? resource, 120);
}
