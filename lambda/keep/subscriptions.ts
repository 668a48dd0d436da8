import type { Subscription } from '@aws-sdk/client-sns';
import { type Destination, snsOf } from './publish.ts';

/** Pages of 100 that are read. https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
const MAX_PAGES = 3;

/** Addresses that are named. */
const MAX_NAMED = 10;

/** Subscriptions that nobody has confirmed: how many, and the first of them, recognisable to those who know them alone. */
export type Unconfirmed = { readonly count: number; readonly of: readonly string[] };

/** Looks for subscriptions of a topic that get nothing because nobody has confirmed them. Throws what SNS answers. */
export async function readUnconfirmed(
  { topicArn, settings }: Destination,
  abortSignal: AbortSignal,
): Promise<Unconfirmed> {
  const { sdk, client } = await snsOf(settings, topicArn);
  const all: Subscription[] = [];
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES && (page === 0 || token); page += 1) {
    const command = new sdk.ListSubscriptionsByTopicCommand({ TopicArn: topicArn, ...(token && { NextToken: token }) });
    const { Subscriptions = [], NextToken } = await client.send(command, { abortSignal });
    all.push(...Subscriptions);
    token = NextToken;
  }
  return toUnconfirmed(all);
}

/** Those whose ARN is the word that stands for none. https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html */
export function toUnconfirmed(subscriptions: readonly Subscription[]): Unconfirmed {
  const pending = subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation');
  return { count: pending.length, of: pending.slice(0, MAX_NAMED).map(shortened) };
}

/** The first letter and the domain of an address; of anything else its protocol alone. */
function shortened({ Protocol = 'unknown', Endpoint = '' }: Subscription): string {
  const [, first, domain] = /^([^\s@])[^\s@]*@([\w.-]{1,253})$/.exec(Endpoint) ?? [];
  return first && domain ? `${first}…@${domain}` : Protocol.slice(0, 20);
}
