import type { SNSClient } from '@aws-sdk/client-sns';
import type { Report } from '../model/report.ts';
import type { AwsSettings } from '../model/world.ts';
import { patience } from '../patience.ts';
import { envelope } from './envelope.ts';

/** Where reports go: a standard topic, and as whom it is written to. */
export type Destination = { readonly topicArn: string; readonly settings: AwsSettings };

/** A report that is lost was looked up in vain: one attempt more than a look-up gets, and limits that leave room for them. */
const ATTEMPTS = { failed: 4, throttled: 12 } as const;
const DELIVERY = {
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} as const;

/** Publishes one report. Throws what SNS answers, and for a topic ARN that is none before anything is sent. */
export async function publish(
  report: Report,
  { topicArn, settings }: Destination,
  signal?: AbortSignal,
): Promise<void> {
  const message = { TopicArn: topicArn, ...envelope(report) };
  const { sdk, client } = await snsOf(settings, topicArn);
  await client.send(new sdk.PublishCommand(message), signal ? { abortSignal: signal } : {});
}

type Sns = { readonly sdk: typeof import('./sns.ts'); readonly client: SNSClient };

/** A client keeps its connection: it is made once for the settings of a world, and its code loaded when first needed. */
const clients = new WeakMap<AwsSettings, Map<string, Promise<Sns>>>();

/** The client for a topic's own region. Throws for a topic ARN that is none. */
export async function snsOf(settings: AwsSettings, topicArn: string): Promise<Sns> {
  const region = regionOf(topicArn);
  const known = clients.get(settings) ?? new Map<string, Promise<Sns>>();
  clients.set(settings, known);
  const client = known.get(region) ?? makeClient(settings, region);
  known.set(region, client);
  return client;
}

async function makeClient(settings: AwsSettings, region: string): Promise<Sns> {
  const sdk = await import('./sns.ts');
  return {
    sdk,
    client: new sdk.SNSClient({ ...settings, ...DELIVERY, retryStrategy: patience(ATTEMPTS, Math.random), region }),
  };
}

/** A topic is written to in its own region. FIFO topics are not meant: they want a group id and deliver to queues only. */
const TOPIC = /^arn:[a-z0-9-]+:sns:([a-z0-9-]+):\d{12}:[A-Za-z0-9_-]{1,256}$/;

function regionOf(topicArn: string): string {
  const region = TOPIC.exec(topicArn)?.[1];
  if (region) return region;
  const given = JSON.stringify(topicArn.slice(0, 300));
  throw new Error(`${given} is not the ARN of a standard SNS topic; wanted: arn:aws:sns:REGION:ACCOUNT:NAME`);
}
