import type { Change, Changes } from '../model/change.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import { type Onset, onsetOf } from '../onset.ts';
import type { Section } from './assemble.ts';
import { type Block, item, prose } from './layout.ts';
import { apart, clock, distance, moment } from './moments.ts';
import { printable } from './printable.ts';

/** Changes that are told, before the line that says how far they go. */
const MAX_TOLD = 3;

const ONSET: Readonly<Record<Exclude<Onset['what'], 'examination'>, string>> = {
  errors: 'the errors began',
  alarm: 'the alarm fired',
};

/** What was done to the resources on the way, the nearest before the onset first: facts, never a verdict. */
export function whatChanged(diagnosis: Diagnosis, { observations }: Evidence): Section {
  const seen = observations?.changes;
  const blocks = seen?.status === 'observed' ? told(diagnosis, seen.value) : [];
  return { heading: 'WHAT CHANGED', blocks, rank: 1.7 };
}

function told(diagnosis: Diagnosis, { from, until }: Changes): Block[] {
  const { examinedAt, conclusion, changes = [] } = diagnosis;
  const limit = `Events until ${clock(until, examinedAt)}: later ones may not be in CloudTrail yet.`;
  if (changes.length === 0) {
    // With a cause at hand it is no news.
    if ('primary' in conclusion) return [];
    return [prose(`CloudTrail tells of no change on the way since ${moment(from)}. ${limit}`, 300)];
  }
  const onset = onsetOf(diagnosis);
  const more = changes.length - MAX_TOLD;
  return [
    ...changes.slice(0, MAX_TOLD).map((one) => item(inWords(one, onset, examinedAt), 400)),
    prose(`${more > 0 ? `${more} more in the JSON. ` : ''}${limit}`, 300),
  ];
}

function inWords({ at, what, details, resource, who }: Change, onset: Onset, examinedAt: string): string {
  const told = details.slice(0, 2).map(detail);
  const how = told.length > 0 ? ` (${told.join(', ')})` : '';
  const call = `${printable(what, 64)}${how} on ${shortName(resource)}`;
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
