import type { Behavior, Distribution, Origin } from '../model/distribution.ts';
import type { Target } from '../model/handshake.ts';

/** A name that CloudFront sends to an origin as SNI and as Host, what it accepts in return, and which behaviors send it. */
export type SentName = Pick<Target, 'serverName' | 'acceptedNames' | 'hostForwarded' | 'behaviors'>;

/** `undiallable`: sentences on the names that cannot be dialled. */
export type SentNames = { readonly names: readonly SentName[]; readonly undiallable: readonly string[] };

type Sent = {
  readonly name: string;
  readonly hostForwarded: Target['hostForwarded'];
  readonly behavior: Behavior;
};

/** Aliases spelt out in a sentence. */
const MAX_NAMED = 5;

/**
 * Every name that these behaviors make CloudFront send: the origin's domain, or the viewer's Host where a behavior forwards
 * it. The name that most behaviors send comes first, the distribution's own `*.cloudfront.net` name last: few viewers use it.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export function sentNames(origin: Origin, behaviors: readonly Behavior[], distribution: Distribution): SentNames {
  const sent = behaviors.flatMap((behavior) => sentBy(behavior, origin, distribution));
  const names = [...new Set(sent.map(({ name }) => name))].map((name) =>
    sentName(
      name,
      sent.filter((one) => one.name === name),
      origin,
    ),
  );
  const byDefault = new Set(sent.filter(({ behavior }) => behavior.isDefault).map(({ name }) => name));
  const rank = ({ serverName, behaviors: from }: SentName) => [
    serverName === distribution.domainName ? 1 : 0,
    -from.length,
    byDefault.has(serverName) ? 0 : 1,
  ];
  return {
    names: names.toSorted((a, b) => compare(rank(a), rank(b))),
    undiallable: wildcards(origin, behaviors, distribution),
  };
}

function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** S3 origins never get the viewer's Host. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorS3Origin.html */
function forwarding(behavior: Behavior, origin: Origin): Target['hostForwarded'] {
  if (origin.connection.type === 's3') return 'no';
  return ({ forwarded: 'yes', 'not-forwarded': 'no', unknown: 'unknown' } as const)[behavior.hostForwarding.kind];
}

function sentBy(behavior: Behavior, origin: Origin, distribution: Distribution): Sent[] {
  const hostForwarded = forwarding(behavior, origin);
  const own = hostForwarded === 'yes' ? [] : [origin.domainName];
  const viewers = hostForwarded === 'no' ? [] : viewersNames(distribution);
  const names = new Set([...own, ...viewers].filter((name) => name !== ''));
  return [...names].map((name) => ({ name, hostForwarded, behavior }));
}

/**
 * A multi-tenant distribution has no name that viewers could come by.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-config-options.html
 */
function viewersNames({ aliases, domainName, tenancy }: Distribution): string[] {
  return [...aliases.filter((alias) => !isWildcard(alias)), ...(tenancy ? [] : [domainName])];
}

function sentName(serverName: string, sent: readonly Sent[], { domainName }: Origin): SentName {
  const certain = sent.find(({ hostForwarded }) => hostForwarded !== 'unknown')?.hostForwarded;
  return {
    serverName,
    acceptedNames: [...new Set([serverName, ...(certain === 'no' ? [] : [domainName])])],
    hostForwarded: certain ?? 'unknown',
    behaviors: sent.map(({ behavior }) => behavior.pathPattern),
  };
}

function isWildcard(alias: string): boolean {
  return alias.startsWith('*.');
}

function wildcards(origin: Origin, behaviors: readonly Behavior[], { aliases }: Distribution): string[] {
  const wild = aliases.filter(isWildcard);
  const forwarded = behaviors.some((behavior) => forwarding(behavior, origin) !== 'no');
  if (!forwarded || wild.length === 0) return [];
  const more = wild.length > MAX_NAMED ? ` and ${wild.length - MAX_NAMED} more` : '';
  const spelt = `${wild.slice(0, MAX_NAMED).join(', ')}${more}`;
  const only = wild.length === aliases.length;
  return [
    only
      ? `viewers come under ${spelt} only: a wildcard stands for names that nobody lists, so none of them was dialled`
      : `viewers also come under ${spelt}: a wildcard stands for names that nobody lists, so none of them was dialled`,
  ];
}
