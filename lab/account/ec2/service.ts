import * as v from 'valibot';
import { AwsError, CommonError } from '../errors.ts';
import { type Page, pageOf } from '../pages.ts';
import { type Context, type Operation, operation, type Service } from '../service.ts';
import { ec2QueryProtocol } from '../wire/ec2-query.ts';
import type { Answer } from '../wire/protocol.ts';
import { NamedItems } from '../wire/value.ts';
import { describeInstances } from './instances.ts';
import { describeNetworkInterfaces } from './network-interfaces.ts';
import { entryOf, type HeldPrefixList, prefixListOf, prefixListsIn } from './prefix-lists.ts';
import { securityGroupOf, securityGroupsIn } from './security-groups.ts';

const ONE_TO_HUNDRED = v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.toNumber(), v.minValue(1), v.maxValue(100));
const PAGING = { MaxResults: v.optional(ONE_TO_HUNDRED), NextToken: v.optional(v.string()) };
type Paging = { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined };

function cut<T>(all: readonly T[], { MaxResults, NextToken }: Paging, { fixture }: Context): Page<T> {
  return pageOf(all, { asked: MaxResults, usual: 100, limit: fixture.pageSize, token: NextToken });
}

const GROUP_FILTER = v.strictObject({ Name: v.literal('group-id'), Value: v.array(v.string()) });

/** An id that is not there fails the call; a filter passes over it. */
const describeSecurityGroups = operation({
  input: v.strictObject({
    GroupId: v.optional(v.array(v.pipe(v.string(), v.startsWith('sg-')))),
    Filter: v.optional(v.tuple([GROUP_FILTER])),
  }),
  answer: ({ GroupId: ids, Filter: filter }, context): Answer => {
    const wanted = ids ?? filter?.[0].Value;
    if (!wanted) throw new CommonError('denied', 'the responder must never list an account');
    const found = securityGroupsIn(context).filter(({ id }) => wanted.includes(id));
    const missing = ids?.find((id) => !found.some((group) => group.id === id));
    if (missing) throw missingThing('InvalidGroup.NotFound', `The security group '${missing}' does not exist`);
    const groups = found.map((group) => securityGroupOf(group, context));
    return { value: { securityGroupInfo: new NamedItems('item', groups) } };
  },
});

const FILTERS = ['prefix-list-id', 'prefix-list-name'] as const;
const FILTER = v.strictObject({ Name: v.picklist(FILTERS), Value: v.pipe(v.array(v.string()), v.maxLength(200)) });

const describeManagedPrefixLists = operation({
  input: v.strictObject({ Filter: v.optional(v.array(FILTER)), ...PAGING }),
  answer: ({ Filter: filters, ...paging }, context): Answer => {
    if (!filters) throw new CommonError('denied', 'the responder must never list an account');
    const known = (list: HeldPrefixList) => ({ 'prefix-list-id': list.id, 'prefix-list-name': list.name });
    const found = prefixListsIn(context).filter((list) =>
      filters.every(({ Name, Value }) => Value.includes(known(list)[Name])),
    );
    const { items, next } = cut(found, paging, context);
    const lists = items.map((list) => prefixListOf(list, context));
    return { value: { nextToken: next, prefixListSet: new NamedItems('item', lists) } };
  },
});

const getManagedPrefixListEntries = operation({
  input: v.strictObject({ PrefixListId: v.pipe(v.string(), v.startsWith('pl-')), ...PAGING }),
  resource: ({ PrefixListId }, { partition, region, accountId }) =>
    `arn:${partition}:ec2:${region}:${accountId}:prefix-list/${PrefixListId}`,
  answer: ({ PrefixListId, ...paging }, context): Answer => {
    const list = prefixListsIn(context).find(({ id }) => id === PrefixListId);
    if (!list)
      throw missingThing('InvalidPrefixListID.NotFound', `The prefix list ID '${PrefixListId}' does not exist`);
    const { items, next } = cut(list.entries, paging, context);
    return { value: { entrySet: new NamedItems('item', items.map(entryOf)), nextToken: next } };
  },
});

function missingThing(code: string, message: string): AwsError {
  return new AwsError([code, 400], message);
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['DescribeInstances', describeInstances],
  ['DescribeNetworkInterfaces', describeNetworkInterfaces],
  ['DescribeSecurityGroups', describeSecurityGroups],
  ['DescribeManagedPrefixLists', describeManagedPrefixLists],
  ['GetManagedPrefixListEntries', getManagedPrefixListEntries],
]);

/** Amazon EC2, API version 2016-11-15: what decides who may connect. */
export const EC2: Service = {
  scope: 'ec2',
  name: 'ec2',
  protocol: ec2QueryProtocol('http://ec2.amazonaws.com/doc/2016-11-15/', '2016-11-15'),
  operations: OPERATIONS,
};
