import { ConfigError, list, quote } from './context.ts';

/** Other accounts that the responder may look into, by a role in each. */
export type MemberAccounts = {
  /** The name of a role that every one of them has: for what an ARN says is there. */
  readonly roleName?: string;
  /** Role name or ARN by account id: these are asked for what is not in the responder's own account. */
  readonly roles: Readonly<Record<string, string>>;
  readonly externalId?: string;
};

/** The role's name in a member account, unless the context says otherwise. */
export const MEMBER_ROLE_NAME = 'OriginResponderMember';

/** So many accounts are asked for something that is not in the responder's own. */
const MAX_ACCOUNTS = 5;

const ACCOUNT_ID = /^\d{12}$/;
const ROLE_NAME = /^[\w+=.@-]{1,64}$/;
const ROLE_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\w+=.@/-]{1,512}$/;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

type Context = Readonly<Record<string, unknown>>;

/** Reads `memberRoleName`, `memberRoles` and `externalId`; nothing where none is said. */
export function readMembers({ memberRoleName, memberRoles, externalId, responderRoleArn }: Context): {
  readonly members?: MemberAccounts;
} {
  const roleName = word('memberRoleName', memberRoleName, ROLE_NAME, 'the name of a role, like OriginResponderMember');
  const roles = readRoles(memberRoles, roleName);
  const id = word('externalId', externalId, EXTERNAL_ID, 'a word of 2 to 1224 characters');
  const isTold = roleName !== undefined || Object.keys(roles).length > 0;
  if (id !== undefined && !isTold && responderRoleArn === undefined)
    throw new ConfigError(
      'externalId is set, but no memberRoles and no memberRoleName: there is no role to show it to',
    );
  if (!isTold && id === undefined) return {};
  return { members: { ...(roleName && { roleName }), roles, ...(id && { externalId: id }) } };
}

/** `444455556666` (the role has `memberRoleName`), `444455556666=NAME`, or the ARN of a role; several with commas. */
function readRoles(value: unknown, roleName = MEMBER_ROLE_NAME): Record<string, string> {
  const roles = list('memberRoles', value).map((entry): [string, string] => {
    const [account = '', role = roleName] = ROLE_ARN.test(entry) ? [entry.split(':')[4], entry] : entry.split('=', 2);
    if (ACCOUNT_ID.test(account) && (ROLE_NAME.test(role) || ROLE_ARN.exec(role)?.[1] === account))
      return [account, role];
    throw new ConfigError(
      `memberRoles holds ${quote(entry)}, but accounts like 444455556666, 444455556666=ROLE or role ARNs were wanted`,
    );
  });
  const byAccount = Object.fromEntries(roles);
  const count = Object.keys(byAccount).length;
  if (count > MAX_ACCOUNTS)
    throw new ConfigError(`memberRoles holds ${count} accounts, but at most ${MAX_ACCOUNTS} are asked`);
  return byAccount;
}

/** Reads `responderRoleArn`. */
export function readResponder({ responderRoleArn }: Context): { readonly responderRoleArn?: string } {
  const wanted = "the ARN of the responder's role, an output of its stack,";
  const arn = word('responderRoleArn', responderRoleArn, ROLE_ARN, wanted);
  return arn === undefined ? {} : { responderRoleArn: arn };
}

function word(name: string, value: unknown, form: RegExp, wanted: string): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string' && form.test(value)) return value;
  throw new ConfigError(`${name} is ${quote(value)}, but ${wanted} was wanted`);
}
