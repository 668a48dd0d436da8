import { ACMClient } from '@aws-sdk/client-acm';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SNSClient } from '@aws-sdk/client-sns';
import type { Account } from '../../../lab/account/account.ts';
import type { AccountFixture } from '../../../lab/account/fixture.ts';
import { startAccount } from '../../../lab/account/server.ts';

/** The SDK's real clients, pointed at an account; one attempt a call. */
export function clientsOf({ endpoint }: Pick<Account, 'endpoint'>, region = 'us-east-1', maxAttempts = 1) {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const settings = { endpoint, region, credentials, maxAttempts };
  return {
    apiGateway: new APIGatewayClient(settings),
    cloudfront: new CloudFrontClient(settings),
    cloudwatch: new CloudWatchClient(settings),
    logs: new CloudWatchLogsClient(settings),
    elb: new ElasticLoadBalancingV2Client(settings),
    ec2: new EC2Client(settings),
    acm: new ACMClient(settings),
    iam: new IAMClient(settings),
    sns: new SNSClient(settings),
    dynamodb: new DynamoDBClient(settings),
    route53: new Route53Client(settings),
  };
}

/** Runs with an account, and closes it whatever happens. */
export async function withAccount<T>(fixture: AccountFixture, run: (account: Account) => Promise<T>): Promise<T> {
  const account = await startAccount(fixture);
  try {
    return await run(account);
  } finally {
    await account.close();
  }
}

/** The error that a call ends with; fails where it ends well. */
export async function errorOf(call: Promise<unknown>): Promise<Error> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('the call was answered');
}

/** An Authorization header as a client would write it, but for the signature. */
export function signedFor(service: string, region = 'us-east-1'): string {
  const scope = `AKIDEXAMPLE/20261123/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
}

/** A request written by hand. */
export type Wire = {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** Sends it and reads the whole answer. */
export async function send(account: Account, { path = '/', ...rest }: Wire) {
  const response = await fetch(account.endpoint + path, rest);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** A hand-written request in each protocol, all of them correct. */
export const json = (service: string, version: string, target: string, parameters: object, region?: string): Wire => ({
  method: 'POST',
  headers: {
    authorization: signedFor(service, region),
    'content-type': `application/x-amz-json-${version}`,
    'x-amz-target': target,
  },
  body: JSON.stringify(parameters),
});

export const form = (service: string, parameters: Readonly<Record<string, string>>, region?: string): Wire => ({
  method: 'POST',
  headers: { authorization: signedFor(service, region), 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(parameters).toString(),
});

export const get = (path: string, service = 'cloudfront', region?: string): Wire => ({
  path,
  headers: { authorization: signedFor(service, region) },
});
