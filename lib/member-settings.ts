import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { MemberAccounts } from './member-config.ts';

/** The roles that the responder may assume: those of the accounts that are listed, and one name in every account. */
export function memberRoleArns(scope: Construct, members: MemberAccounts | undefined): string[] {
  const { byAccount, everywhere } = rolesOf(scope, members);
  return [...Object.values(byAccount), ...(everywhere ? [everywhere.replace('{account}', '*')] : [])];
}

/** The same as the function wants it in its environment; nothing where none are configured. */
export function memberSettings(scope: Construct, members: MemberAccounts | undefined): Record<string, string> {
  if (!members) return {};
  return { MEMBER_ROLES: JSON.stringify({ ...rolesOf(scope, members), externalId: members.externalId }) };
}

type Roles = { readonly byAccount: Record<string, string>; readonly everywhere?: string };

function rolesOf(scope: Construct, { roles = {}, roleName }: Partial<MemberAccounts> = {}): Roles {
  const { partition } = Stack.of(scope);
  const arnOf = (account: string, role: string) => `arn:${partition}:iam::${account}:role/${role}`;
  const listed = Object.entries(roles).map(([account, role]) => [
    account,
    role.startsWith('arn:') ? role : arnOf(account, role),
  ]);
  return {
    byAccount: Object.fromEntries(listed),
    ...(roleName && { everywhere: arnOf('{account}', roleName) }),
  };
}
