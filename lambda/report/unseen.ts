import { LOG_READS, RESPONDER_READS } from '../contract.ts';
import type { BlindSpot, Diagnosis } from '../model/diagnosis.ts';
import type { Section } from './assemble.ts';
import { type Block, item, listed, prose, sentence } from './layout.ts';

/** What an IAM action looks like; anything else is no grant to paste. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
const ACTION = /^[a-z0-9-]{1,40}:[A-Za-z0-9]{1,60}$/;

/** Blind spots that are told; the JSON has them all. */
const MAX_SPOTS = 20;

/** Everything that could not be seen, a line each, and the one IAM statement that would lift what permissions can lift. */
export function notSeen(diagnosis: Diagnosis): Section[] {
  const { blindSpots } = diagnosis;
  const spots = blindSpots.slice(0, MAX_SPOTS).map(spotBlock);
  const more = blindSpots.length - spots.length;
  const rest = more > 0 ? [item(`and ${more} more`)] : [];
  const actions = [...new Set(blindSpots.flatMap(({ grant }) => (grant && ACTION.test(grant) ? [grant] : [])))];
  return [
    { heading: 'WHAT COULD NOT BE SEEN', blocks: [...spots, ...rest], rank: 4 },
    { blocks: actions.length > 0 ? [grantBlock(actions, diagnosis)] : [], rank: 3.8 },
  ];
}

function spotBlock({ subject, reason, unjudged }: BlindSpot): Block {
  const left = unjudged.length > 0 ? ` Not judged: ${listed(unjudged, 3, 40)}.` : '';
  return item(`${subject}: ${sentence(reason)}${left}`, 400);
}

function grantBlock(actions: readonly string[], diagnosis: Diagnosis): Block {
  const who = diagnosis.alarm ? "the responder's role" : 'the identity that ran this';
  return [
    ...prose(`To see more next time, allow ${who} this:`),
    ...statement(actions.toSorted().slice(0, 20), diagnosis).split('\n'),
  ];
}

/** One policy statement in JSON. All actions only read. The resources are those of `contract.ts` where the account is known, else `*`. */
export function statement(actions: readonly string[], { alarm }: Pick<Diagnosis, 'alarm'>): string {
  const resources = [...new Set(actions.map((action) => resourceOf(action, alarm?.arn)))].toSorted();
  const resource = resources.includes('*') || resources.length === 0 ? '*' : resources;
  return JSON.stringify({ Effect: 'Allow', Action: actions, Resource: resource }, null, 2);
}

function resourceOf(action: string, alarmArn: string | undefined): string {
  const [, partition, account] = /^arn:(aws[a-z-]*):cloudwatch:[a-z0-9-]+:(\d{12}):/.exec(alarmArn ?? '') ?? [];
  const known = [...RESPONDER_READS, ...LOG_READS].find((grant) => grant.action === action)?.resource;
  if (!known || !partition || !account) return '*';
  return known.replace('{partition}', partition).replace('{account}', account);
}
