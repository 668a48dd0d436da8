import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Account, Published } from '../../lab/account/account.ts';
import { TABLE } from '../../lab/estate.ts';
import { idsOf, type Share } from './causes.ts';

/** What people were told of one share of a storm. */
export type Told = {
  readonly share: Share;
  readonly messages: readonly Published[];
  /** Incidents that hold one of its distributions. */
  readonly incidents: readonly string[];
  /** Distributions that no message names and no incident counts. */
  readonly lost: readonly string[];
};

/** What people were told, and what was merged that has different causes. */
export type Sum = {
  readonly told: readonly Told[];
  readonly all: readonly Published[];
  /** Incidents that hold distributions of more than one share. */
  readonly merged: readonly string[];
  /** Messages of no share's cause. */
  readonly stray: readonly Published[];
};

/** Holds the account's messages and table against what was staged. */
export async function sumUp(account: Account, shares: readonly Share[]): Promise<Sum> {
  const ids = [...new Set(account.published.map(({ attributes }) => attributes.incidentId ?? ''))];
  const items = new Map(await Promise.all(ids.map(async (id) => [id, await distributionsOf(account, id)] as const)));
  const told = shares.map((share) => toldOf(share, account.published, items));
  const merged = ids.filter((id) => told.filter(({ incidents }) => incidents.includes(id)).length > 1);
  const causes: readonly (string | undefined)[] = shares.map(({ cause }) => cause);
  const stray = account.published.filter(({ attributes }) => !causes.includes(attributes.ruleId));
  return { told, all: account.published, merged, stray };
}

function toldOf(share: Share, published: readonly Published[], items: ReadonlyMap<string, readonly string[]>): Told {
  const own = idsOf(share);
  const messages = published.filter(({ attributes }) => own.includes(attributes.distributionId ?? ''));
  const incidents = [...items].filter(([, counted]) => counted.some((id) => own.includes(id))).map(([id]) => id);
  const seen = new Set([
    ...incidents.flatMap((id) => items.get(id) ?? []),
    ...messages.map(({ attributes }) => attributes.distributionId),
  ]);
  return { share, messages, incidents, lost: own.filter((id) => !seen.has(id)) };
}

/** Asked as often as a throttled account needs. */
async function distributionsOf({ endpoint }: Account, incidentId: string): Promise<readonly string[]> {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'lab' };
  const client = new DynamoDBClient({ endpoint, credentials, region: 'us-east-1', maxAttempts: 20 });
  const key = { id: { S: `incident#${incidentId}` } };
  const { Item } = await client.send(new GetItemCommand({ TableName: TABLE, Key: key, ConsistentRead: true }));
  client.destroy();
  return Item?.distributions?.SS ?? [];
}
