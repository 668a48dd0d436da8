import { LOG_READS, RESPONDER_READS } from '../contract.ts';
import type { BlindSpot, Diagnosis } from '../model/diagnosis.ts';
import type { Section } from './assemble.ts';
import { type Block, item, listed, prose, sentence } from './layout.ts';

/** What an IAM action looks like; anything else is no grant to paste. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
const ACTION = /^[a-z0-9-]{1,40}:[A-Za-z0-9]{1,60}$/;

/** A role of another account. */
const ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;
const MAX_RESOURCES = 5;

/** Blind spots that are told; the JSON has them all. */
const MAX_SPOTS = 20;

/** Everything that could not be seen, a line each, and the one IAM statement that would lift what permissions can lift. */
export function notSeen(diagnosis: Diagnosis): Section[] {
  const { blindSpots } = diagnosis;
  const spots = blindSpots.slice(0, MAX_SPOTS).map(spotBlock);
  const more = blindSpots.length - spots.length;
  const rest = more > 0 ? [item(`and ${more} more`)] : [];
  const granted = blindSpots.filter(({ grant }) => grant !== undefined && ACTION.test(grant));
  const own = granted.filter(({ resource }) => resource === undefined);
  const actions = [...new Set(own.flatMap(({ grant }) => grant ?? []))];
  const elsewhere = granted.flatMap(({ grant, resource }) => (grant && resource ? [[grant, resource] as const] : []));
  return [
    { heading: 'WHAT COULD NOT BE SEEN', blocks: [...spots, ...rest], rank: 4 },
    { blocks: actions.length > 0 ? [grantBlock(actions, diagnosis)] : [], rank: 3.8 },
    { blocks: foreignBlocks(elsewhere, diagnosis), rank: 3.8 },
  ];
}

function spotBlock({ subject, reason, unjudged }: BlindSpot): Block {
  const left = unjudged.length > 0 ? ` Not judged: ${listed(unjudged, 3, 40)}.` : '';
  return item(`${subject}: ${sentence(reason)}${left}`, 400);
}

function grantBlock(actions: readonly string[], diagnosis: Diagnosis): Block {
  return [
    ...prose(`To see more next time, allow ${whose(diagnosis)} this:`),
    ...statement(actions.toSorted().slice(0, 20), diagnosis).split('\n'),
  ];
}

/** What is needed on other accounts' resources: a statement for each action. */
function foreignBlocks(grants: readonly (readonly [string, string])[], diagnosis: Diagnosis): Block[] {
  const fit = grants.filter(([, resource]) => ARN.test(resource));
  return [...new Set(fit.map(([action]) => action))].map((action) => {
    const resources = fit.filter(([one]) => one === action).map(([, resource]) => resource);
    const Resource = [...new Set(resources)].toSorted().slice(0, MAX_RESOURCES);
    const words = `And to see into the other account, allow ${whose(diagnosis)} this, and let the role there trust it:`;
    return [...prose(words), ...JSON.stringify({ Effect: 'Allow', Action: action, Resource }, null, 2).split('\n')];
  });
}

function whose({ alarm }: Diagnosis): string {
  return alarm ? "the responder's role" : 'the identity that ran this';
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
