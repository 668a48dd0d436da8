import * as v from 'valibot';
import type { Witness } from '../model/finding.ts';
import type { Digest, Incident, KnownAlarm } from '../model/incident.ts';
import type { Item } from './table.ts';

const Text = v.pipe(v.string(), v.maxLength(400));

const WITNESSES = [
  'certificate',
  'listener',
  'endpoint',
  'record',
  'load-balancer',
  'function',
  'distribution',
] as const satisfies readonly Witness['kind'][];

/** What we wrote ourselves, and somebody else may have changed: read as anything that comes from outside. */
const DigestText = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    conclusion: v.picklist(['root-cause', 'origin-answered', 'noise', 'no-fault-found', 'inconclusive']),
    ruleId: v.optional(Text),
    certainty: v.optional(v.picklist(['proven', 'likely'])),
    originId: v.optional(Text),
    witness: v.optional(v.object({ kind: v.picklist(WITNESSES), key: Text })),
    title: Text,
    failing: v.array(Text),
    causes: v.array(Text),
    served: v.optional(
      v.object({
        fingerprint: Text,
        serial: Text,
        notAfter: Text,
        issuer: v.optional(Text),
        key: v.optional(Text),
        originId: v.optional(Text),
        seenAt: v.optional(Text),
        also: v.optional(v.array(Text)),
      }),
    ),
    onset: v.optional(v.object({ at: Text, what: v.picklist(['errors', 'alarm', 'examination']) })),
    examinedAt: Text,
  }),
);

/** Stands where a digest cannot be read: it compares to nothing. */
const UNREADABLE: Digest = {
  conclusion: 'inconclusive',
  title: 'what was found first cannot be read any more',
  failing: [],
  causes: [],
  examinedAt: '',
};

/** A digest as it is written. */
export function digestText(digest: Digest): string {
  return JSON.stringify(digest);
}

/** An incident as it is read. */
export function incidentOf(id: string, item: Item): Incident {
  const closedAt = item.closedAt?.S;
  const ending = ENDINGS.find((one) => one === item.ending?.S);
  return {
    id,
    openedAt: item.openedAt?.S ?? '',
    since: item.since?.S ?? '',
    example: item.example?.S ?? '',
    ...(closedAt !== undefined && { closedAt }),
    ...(ending && { ending }),
    distributions: item.distributions?.SS ?? [],
    ringing: item.ringing?.SS ?? [],
    causes: item.causes?.SS ?? [],
    causesTold: item.causesTold?.SS ?? [],
    changesTold: item.changesTold?.SS ?? [],
    told: numberOf(item.told?.N),
    comebacks: numberOf(item.comebacks?.N),
    comebacksTold: numberOf(item.comebacksTold?.N),
    looks: numberOf(item.looks?.N),
    digest: readDigest(item.digest?.S),
    latest: readDigest(item.latest?.S),
  };
}

/** The key of an incident's item. */
export function itemOf(incidentId: string): string {
  return `incident#${incidentId}`;
}

/** What is remembered of an alarm, as it is read. */
export function knownAlarmOf({ incidents, alarmAt, okAt }: Item): KnownAlarm {
  return {
    incidents: incidents?.SS ?? [],
    ...(alarmAt?.S !== undefined && { alarmAt: alarmAt.S }),
    ...(okAt?.S !== undefined && { okAt: okAt.S }),
  };
}

const ENDINGS = ['recovered', 'still-there', 'by-itself'] as const;

function numberOf(text: string | undefined): number {
  const number = Number(text ?? 0);
  return Number.isFinite(number) ? number : 0;
}

function readDigest(text: string | undefined): Digest {
  const parsed = v.safeParse(DigestText, text);
  return parsed.success ? parsed.output : UNREADABLE;
}
