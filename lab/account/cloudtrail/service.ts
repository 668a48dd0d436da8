import * as v from 'valibot';
import { AwsError } from '../errors.ts';
import type { EventFixture } from '../fixture/trail.ts';
import { hexOf } from '../names.ts';
import { pageOf } from '../pages.ts';
import { type Context, type Operation, operation, type Service } from '../service.ts';
import { jsonProtocol } from '../wire/json.ts';
import type { Answer } from '../wire/protocol.ts';
import type { Wire } from '../wire/value.ts';

const KEYS = [
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
  'AccessKeyId',
] as const;

const ATTRIBUTE = v.strictObject({
  AttributeKey: v.picklist(KEYS),
  AttributeValue: v.pipe(v.string(), v.minLength(1), v.maxLength(2000)),
});

type Attribute = v.InferOutput<typeof ATTRIBUTE>;

/** LookupEvents: newest first, one Region, one attribute. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
const lookupEvents = operation({
  input: v.strictObject({
    LookupAttributes: v.optional(v.pipe(v.array(ATTRIBUTE), v.maxLength(1)), []),
    StartTime: v.optional(v.number()),
    EndTime: v.optional(v.number()),
    EventCategory: v.optional(v.literal('insight')),
    MaxResults: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50))),
    NextToken: v.optional(v.string()),
  }),
  answer: (input, context): Answer => {
    const { LookupAttributes, StartTime = 0, EndTime = Number.POSITIVE_INFINITY } = input;
    if (StartTime > EndTime) throw new AwsError(['InvalidTimeRangeException', 400], 'The start time is after the end');
    const found = (context.fixture.events ?? []).filter((event) => {
      const at = Date.parse(event.at) / 1000;
      if (event.region !== context.region || at < StartTime || at > EndTime) return false;
      // Whoever asks up to now says by the end what time it is.
      if (event.knownAt !== undefined && Date.parse(event.knownAt) / 1000 > EndTime) return false;
      return LookupAttributes.every((wanted) => fits(event, wanted));
    });
    const sorted = found.toSorted((a, b) => b.at.localeCompare(a.at));
    const limit = context.fixture.pageSize;
    const { items, next } = pageOf(sorted, { asked: input.MaxResults, usual: 50, limit, token: input.NextToken });
    return { value: { Events: items.map((event) => eventOf(event, context)), NextToken: next } };
  },
});

function fits(event: EventFixture, { AttributeKey, AttributeValue }: Attribute): boolean {
  const values: Readonly<Record<Attribute['AttributeKey'], readonly string[]>> = {
    EventId: [idOf(event)],
    EventName: [event.name],
    ReadOnly: [String(event.readOnly ?? false)],
    Username: [usernameOf(event)],
    ResourceType: event.resources.map(({ type }) => type),
    ResourceName: event.resources.map(({ name }) => name),
    EventSource: [event.source],
    AccessKeyId: [ACCESS_KEY],
  };
  return values[AttributeKey].includes(AttributeValue);
}

const ACCESS_KEY = 'ASIAIOSFODNN7EXAMPLE';

/** `Event`, with the record as a text of its own. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Event.html */
function eventOf(event: EventFixture, context: Context): Wire {
  return {
    EventId: idOf(event),
    EventName: event.name,
    ReadOnly: String(event.readOnly ?? false),
    AccessKeyId: ACCESS_KEY,
    EventTime: new Date(event.at),
    EventSource: event.source,
    Username: usernameOf(event),
    Resources: event.resources.map(({ type, name }) => ({ ResourceType: type, ResourceName: name })),
    CloudTrailEvent: JSON.stringify(recordOf(event, context)),
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
function recordOf(event: EventFixture, { accountId }: Context): object {
  return {
    eventVersion: '1.11',
    userIdentity: { ...identityOf(event, accountId), accessKeyId: ACCESS_KEY },
    eventTime: `${new Date(event.at).toISOString().slice(0, 19)}Z`,
    eventSource: event.source,
    eventName: event.name,
    awsRegion: event.region,
    sourceIPAddress: '198.51.100.77',
    userAgent: 'aws-cli/2.31.0',
    ...(event.errorCode && { errorCode: event.errorCode, errorMessage: 'it was refused' }),
    requestParameters: event.parameters ?? null,
    responseElements: null,
    eventID: idOf(event),
    readOnly: event.readOnly ?? false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
  };
}

function identityOf({ identity }: EventFixture, accountId: string): object {
  return (
    identity ?? {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE:ci-1234',
      arn: `arn:aws:sts::${accountId}:assumed-role/deploy/ci-1234`,
      accountId,
      sessionContext: { sessionIssuer: { type: 'Role', userName: 'deploy' } },
    }
  );
}

function usernameOf({ identity }: EventFixture): string {
  return String(identity ? (identity.userName ?? identity.type) : 'ci-1234');
}

function idOf(event: EventFixture): string {
  return hexOf(JSON.stringify(event), 32);
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([['LookupEvents', lookupEvents]]);

/** AWS CloudTrail, API version 2013-11-01. */
export const CLOUDTRAIL: Service = {
  scope: 'cloudtrail',
  name: 'cloudtrail',
  protocol: jsonProtocol('1.1', 'CloudTrail_20131101', {
    badToken: ['InvalidNextTokenException', 400],
  }),
  operations: OPERATIONS,
};
