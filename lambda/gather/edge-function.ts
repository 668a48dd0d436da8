import type { DefaultCacheBehavior as RawBehavior } from '@aws-sdk/client-cloudfront';
import { type Steering, steeringOf } from '../cloudfront/steering.ts';
import type { EdgeFunction } from '../model/distribution.ts';
import type { Aws } from './clients.ts';
import { bare, observe, observed, unavailable } from './observe.ts';

/** CloudFront Functions are 10 KB at most. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const MAX_CODE_BYTES = 16 * 1024;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html */
const CHANGES_ORIGIN = /updateRequestOrigin|selectRequestOriginById|createRequestOriginGroup/;

/** What the code of a function says; why it could not be read, and `permission` where that was denied. */
export type Said = Pick<EdgeFunction, 'changesOrigin' | 'permission' | 'reason'> & {
  /** Where it sends requests to, where it changes that. */
  readonly steering?: Steering;
};

/** What the code of each CloudFront Function says, by ARN. */
export type FunctionCodes = ReadonlyMap<string, Said>;

const UNREAD: Said = { changesOrigin: 'unknown' };

type Attached = Pick<RawBehavior, 'FunctionAssociations' | 'LambdaFunctionAssociations'>;

/** Functions whose code decides whether the configured origin is the one that is contacted: only viewer requests can. */
export function functionsToRead(behaviors: readonly Attached[]): string[] {
  const associations = behaviors.flatMap(({ FunctionAssociations }) => FunctionAssociations?.Items ?? []);
  const arns = associations
    .filter(({ EventType }) => EventType === 'viewer-request')
    .map(({ FunctionARN }) => FunctionARN);
  return [...new Set(arns.filter((arn) => arn !== undefined))];
}

/** The functions attached to a behavior, CloudFront Functions first. */
export function edgeFunctions(behavior: Attached, codes: FunctionCodes): EdgeFunction[] {
  const functions = behavior.FunctionAssociations?.Items ?? [];
  const lambdas = behavior.LambdaFunctionAssociations?.Items ?? [];
  return [
    ...functions.flatMap(({ FunctionARN: arn, EventType: eventType }): EdgeFunction[] => {
      if (!arn || !eventType) return [];
      if (eventType !== 'viewer-request') return [{ kind: 'cloudfront-function', eventType, arn, changesOrigin: 'no' }];
      const { steering: _, ...said } = codes.get(arn) ?? UNREAD;
      return [{ kind: 'cloudfront-function', eventType, arn, ...said }];
    }),
    ...lambdas.flatMap(({ LambdaFunctionARN: arn, EventType: eventType }): EdgeFunction[] => {
      if (!arn || !eventType) return [];
      return [
        { kind: 'lambda-at-edge', eventType, arn, changesOrigin: eventType === 'origin-request' ? 'unknown' : 'no' },
      ];
    }),
  ];
}

/** Whether code of a CloudFront Function names a helper that sends the request to another origin, and which origin that is. */
export function saidBy(code: Uint8Array): Said {
  const text = Buffer.from(code.subarray(0, MAX_CODE_BYTES)).toString('utf8');
  return CHANGES_ORIGIN.test(text) ? { changesOrigin: 'yes', steering: steeringOf(text) } : { changesOrigin: 'no' };
}

/** Reads the live code of each function, side by side. What cannot be read stays unknown. */
export async function readFunctions(aws: Aws, arns: readonly string[], signal: AbortSignal): Promise<FunctionCodes> {
  const read = await Promise.all(arns.map(async (arn) => [arn, await readFunction(aws, arn, signal)] as const));
  return new Map(read);
}

async function readFunction(aws: Aws, arn: string, signal: AbortSignal): Promise<Said> {
  const name = /:function\/([a-zA-Z0-9-_]{1,64})$/.exec(arn)?.[1];
  if (!name) return UNREAD;
  const code = await observe('cloudfront:GetFunction', async () => {
    const { sdk, client } = await aws.cloudfront();
    const command = new sdk.GetFunctionCommand({ Name: name, Stage: 'LIVE' });
    const { FunctionCode } = await client.send(command, { abortSignal: signal });
    return FunctionCode ? observed(FunctionCode) : unavailable('cloudfront:GetFunction answered without code');
  });
  if (code.status === 'observed') return saidBy(code.value);
  return { ...UNREAD, ...bare(code) };
}
