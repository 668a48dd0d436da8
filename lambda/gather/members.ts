import type { Credentials as Raw } from '@aws-sdk/client-sts';
import type { Observation } from '../model/evidence.ts';
import type { AwsSettings, MemberRoles } from '../model/world.ts';
import { type Aws, awsClients } from './clients.ts';
import { observe, observed, unavailable } from './observe.ts';

/** AWS in other accounts, through a role in each. */
export type Members = {
  /** Accounts in which something is looked for that is not here. */
  readonly accounts: readonly string[];
  /** Clients that ask as the role in that account; unavailable where none is configured or it does not admit us. */
  enter(accountId: string, signal: AbortSignal, partition?: string): Promise<Observation<Member>>;
};

/** Another account, entered. */
export type Member = { readonly aws: Aws; readonly assumedRole: string };

/** So many accounts are asked for something that is not here. */
export const MAX_ACCOUNTS = 5;

/** The shortest session there is. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const SESSION_SECONDS = 900;

/** A session that ends sooner is not begun with. */
const LEAST_LEFT_MS = 60_000;

/** How the session is called in the other account's CloudTrail. */
const SESSION_NAME = 'origin-responder';

/** As the stack for other accounts calls it. */
const USUAL_NAME = 'OriginResponderMember';

/** What to do where there is no role. */
const HOW = 'deploy one there and name it with memberRoles or memberRoleName';

type Session = { readonly until: number; readonly member: Promise<Observation<Member>> };

/** `now` is the world's clock. Sessions are kept while the function is warm, refusals are not. */
export function membersOf(aws: Aws, settings: AwsSettings, roles: MemberRoles = {}, now: () => Date): Members {
  const sessions = new Map<string, Session>();
  const enter: Members['enter'] = async (accountId, signal, partition = 'aws') => {
    const roleArn = roles.byAccount?.[accountId] ?? roles.everywhere?.replace('{account}', accountId);
    if (roleArn === undefined) return unconfigured(accountId, partition);
    const known = sessions.get(accountId);
    if (known && known.until > now().getTime()) return known.member;
    const member = assume(aws, settings, { RoleArn: roleArn, ExternalId: roles.externalId }, signal);
    const until = now().getTime() + SESSION_SECONDS * 1_000 - LEAST_LEFT_MS;
    sessions.set(accountId, { until, member });
    const seen = await member;
    if (seen.status !== 'observed') sessions.delete(accountId);
    return seen;
  };
  return { accounts: Object.keys(roles.byAccount ?? {}).slice(0, MAX_ACCOUNTS), enter };
}

/** What would be needed is told all the same. */
function unconfigured(accountId: string, partition: string): Observation<never> {
  return {
    status: 'unavailable',
    reason: `it is in account ${accountId}, and no role there is configured: ${HOW}`,
    permission: 'sts:AssumeRole',
    resource: `arn:${partition}:iam::${accountId}:role/${USUAL_NAME}`,
  };
}

type Role = { readonly RoleArn: string; readonly ExternalId?: string };

async function assume(
  aws: Aws,
  settings: AwsSettings,
  role: Role,
  abortSignal: AbortSignal,
): Promise<Observation<Member>> {
  const { RoleArn } = role;
  const seen = await observe('sts:AssumeRole', async () => {
    const { sdk, client } = await aws.sts();
    const session = { ...role, RoleSessionName: SESSION_NAME, DurationSeconds: SESSION_SECONDS };
    const { Credentials } = await client.send(new sdk.AssumeRoleCommand(session), { abortSignal });
    const credentials = toCredentials(Credentials);
    if (!credentials) return unavailable('sts:AssumeRole answered without credentials');
    const { endpoint } = settings;
    return observed({ aws: awsClients({ ...(endpoint && { endpoint }), credentials }), assumedRole: RoleArn });
  });
  if (seen.status !== 'unavailable') return seen;
  const { reason, permission } = seen;
  const refused = permission ? '; the role must be there and trust ours' : '';
  return { ...seen, reason: `${reason} (${RoleArn})${refused}`, ...(permission && { resource: RoleArn }) };
}

/** Undefined where a part is missing. */
export function toCredentials(raw: Raw | undefined): AwsSettings['credentials'] {
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = raw ?? {};
  return accessKeyId && secretAccessKey && sessionToken ? { accessKeyId, secretAccessKey, sessionToken } : undefined;
}
