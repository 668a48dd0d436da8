import type { Event } from '@aws-sdk/client-cloudtrail';
import * as v from 'valibot';
import type { Change } from '../model/change.ts';

/** Characters of a name from outside. */
const MAX_NAME = 64;
const MAX_DETAILS = 4;

/** Written by every deployment, and change nothing of how a resource works. */
const IDLE = /^(Add|Remove|Create|Delete|Set)Tags?(To|From|On)?\w*$|^(Tag|Untag)\w+$/;

/** Values that may be told: identifiers and numbers. */
const PLAIN = /^[\w:./@+=-]{1,160}$/;

const TEXT = v.optional(v.string());
const VALUE = v.optional(v.union([v.string(), v.number()]));

/** What is read of a record; everything else stays where it is. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const RECORD = v.object({
  readOnly: v.optional(v.boolean()),
  errorCode: TEXT,
  userIdentity: v.optional(
    v.object({
      type: TEXT,
      arn: TEXT,
      userName: TEXT,
      invokedBy: TEXT,
      sessionContext: v.optional(v.object({ sessionIssuer: v.optional(v.object({ userName: TEXT })) })),
    }),
  ),
  requestParameters: v.nullish(
    v.object({
      port: VALUE,
      protocol: VALUE,
      sslPolicy: VALUE,
      certificateArn: VALUE,
      // Of a classic load balancer, as its API calls it.
      sSLCertificateId: VALUE,
      loadBalancerPort: VALUE,
      certificates: v.optional(v.array(v.object({ certificateArn: VALUE }))),
      ipPermissions: v.optional(v.object({ items: v.optional(v.array(v.object({ fromPort: VALUE, toPort: VALUE }))) })),
    }),
  ),
});

type Entry = v.InferOutput<typeof RECORD>;

/**
 * One event as a change of `resource`, which it was looked up by. Undefined for a call that only reads, that failed, that only
 * writes tags, or whose record cannot be read.
 */
export function toChange(event: Event, resource: string, region: string, accountId?: string): Change | undefined {
  const entry = recordOf(event.CloudTrailEvent);
  const { EventName: what = '', EventTime, EventSource: service = '' } = event;
  if (!entry || !what || IDLE.test(what) || entry.errorCode !== undefined || reads(event, entry)) return undefined;
  const at = new Date(Number(EventTime ?? Number.NaN));
  if (Number.isNaN(at.getTime())) return undefined;
  const named = { what: cut(what), service: cut(service) };
  const id = event.EventId ? { id: cut(event.EventId) } : {};
  const place = { resource, region, ...(accountId && { accountId }) };
  const who = whoOf(event, entry);
  return { ...id, at: at.toISOString(), who, ...named, ...place, details: detailsOf(entry) };
}

function recordOf(text: string | undefined): Entry | undefined {
  try {
    const parsed = v.safeParse(RECORD, JSON.parse(text ?? ''));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

function reads({ ReadOnly, EventName = '' }: Event, { readOnly }: Entry): boolean {
  if (ReadOnly !== undefined) return ReadOnly === 'true';
  return readOnly ?? /^(Get|List|Describe|Lookup|Search)[A-Z]/.test(EventName);
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function whoOf({ Username }: Event, { userIdentity = {} }: Entry): string {
  const { invokedBy } = userIdentity;
  const name = nameOf(userIdentity) ?? (Username ? cut(Username) : undefined);
  if (!name) return invokedBy ? cut(invokedBy) : 'somebody whom it does not name';
  return invokedBy ? `${name}, through ${cut(invokedBy)}` : name;
}

function nameOf({ type, arn = '', userName, sessionContext }: NonNullable<Entry['userIdentity']>): string | undefined {
  if (type === 'Root') return 'the root user';
  if (type === 'IAMUser' && userName) return `user ${cut(userName)}`;
  const role = sessionContext?.sessionIssuer?.userName;
  if (type !== 'AssumedRole' || !role) return undefined;
  const session = arn.split('/').at(-1);
  return `role ${cut(role)}${session ? ` (session ${cut(session)})` : ''}`;
}

/** Parameters that tell what was changed and cannot be secret. */
function detailsOf({ requestParameters }: Entry): string[] {
  const { certificates = [], ipPermissions, ...plain } = requestParameters ?? {};
  const ports = (ipPermissions?.items ?? []).map(({ fromPort, toPort }) =>
    fromPort === toPort || toPort === undefined ? fromPort : `${fromPort}-${toPort}`,
  );
  const all: (readonly [string, string | number | undefined])[] = [
    ...Object.entries(plain),
    ...certificates.map(({ certificateArn }) => ['certificateArn', certificateArn] as const),
    ...ports.map((port) => ['port', port] as const),
  ];
  const told = all.flatMap(([name, value]) => (PLAIN.test(String(value ?? '')) ? [`${name} ${value}`] : []));
  return [...new Set(told)].slice(0, MAX_DETAILS);
}

function cut(text: string): string {
  return text.slice(0, MAX_NAME);
}
