import * as v from 'valibot';
import { CommonError } from '../errors.ts';
import type { MemberFixture } from '../fixture.ts';
import { hexOf } from '../names.ts';
import { type Context, type Operation, operation, type Service } from '../service.ts';
import type { Answer } from '../wire/protocol.ts';
import { queryProtocol } from '../wire/query.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const assumeRole = operation({
  input: v.strictObject({
    RoleArn: v.pipe(v.string(), v.regex(/^arn:[a-z-]+:iam::\d{12}:role\/.+$/)),
    RoleSessionName: v.pipe(v.string(), v.regex(/^[\w+=,.@-]{2,64}$/)),
    DurationSeconds: v.optional(v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.toNumber(), v.minValue(900))),
    ExternalId: v.optional(v.string()),
  }),
  resource: ({ RoleArn }) => RoleArn,
  answer: ({ RoleArn, RoleSessionName, DurationSeconds = 3_600, ExternalId }, context): Answer => {
    const [, partition, , , accountId = ''] = RoleArn.split(':');
    const roleName = RoleArn.split('/').at(-1) ?? '';
    if (!admits(memberWith(accountId, context), roleName, ExternalId)) throw refused(RoleArn, context);
    const user = { AssumedRoleId: `AROA${hexOf(RoleArn, 17).toUpperCase()}:${RoleSessionName}` };
    const Arn = `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${RoleSessionName}`;
    return {
      value: {
        Credentials: {
          AccessKeyId: accessKeyOf(accountId),
          SecretAccessKey: hexOf(`secret ${RoleArn}`, 40),
          SessionToken: hexOf(`token ${RoleArn}`, 64),
          Expiration: new Date(Date.now() + DurationSeconds * 1_000),
        },
        AssumedRoleUser: { ...user, Arn },
      },
    };
  },
});

/** The temporary key of a session in another account: whoever signs with it asks there. */
export function accessKeyOf(accountId: string): string {
  return `ASIA${accountId}MEMB`;
}

function memberWith(accountId: string, { fixture }: Context): MemberFixture | undefined {
  return fixture.members?.find((member) => member.accountId === accountId);
}

function admits(member: MemberFixture | undefined, roleName: string, externalId: string | undefined): boolean {
  const role = member?.roles?.find(({ name }) => name === roleName);
  return role !== undefined && (role.externalId === undefined || role.externalId === externalId);
}

/** The same whether the role is not there, does not trust the caller, or wants another external id. */
function refused(roleArn: string, { partition, accountId }: Context): CommonError {
  const who = `arn:${partition}:sts::${accountId}:assumed-role/origin-responder/origin-responder`;
  return new CommonError('denied', `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`);
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([['AssumeRole', assumeRole]]);

/** Security Token Service, API version 2011-06-15. */
export const STS: Service = {
  scope: 'sts',
  name: 'sts',
  protocol: queryProtocol('https://sts.amazonaws.com/doc/2011-06-15/', '2011-06-15'),
  operations: OPERATIONS,
};
