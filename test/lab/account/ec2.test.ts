import {
  DescribeManagedPrefixListsCommand,
  DescribeSecurityGroupsCommand,
  GetManagedPrefixListEntriesCommand,
} from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../../lab/account/account.ts';
import { startAccount } from '../../../lab/account/server.ts';
import { clientsOf, errorOf, withAccount } from './clients.ts';
import { ESTATE } from './estate.ts';

const GROUP = 'sg-0a1b2c3d4e5f60718';
const OFFICES = 'pl-0123456789abcdef0';
const ORIGIN_FACING = 'com.amazonaws.global.cloudfront.origin-facing';

let account: Account;
beforeAll(async () => {
  account = await startAccount(ESTATE);
});
afterAll(() => account.close());

const here = () => clientsOf(account, 'eu-west-1').ec2;
const byName = (...Values: string[]) =>
  new DescribeManagedPrefixListsCommand({ Filters: [{ Name: 'prefix-list-name', Values }] });

describe('security groups', () => {
  test('are found by id, with every kind of source in their rules', async () => {
    const { SecurityGroups } = await here().send(new DescribeSecurityGroupsCommand({ GroupIds: [GROUP] }));
    expect(SecurityGroups).toHaveLength(1);
    expect(SecurityGroups?.[0]).toMatchObject({ GroupId: GROUP, GroupName: 'shop & co', OwnerId: '111122223333' });
    expect(SecurityGroups?.[0]?.IpPermissions).toEqual([
      {
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
        UserIdGroupPairs: [],
        IpRanges: [{ CidrIp: '203.0.113.0/24' }],
        Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }],
        PrefixListIds: [{ PrefixListId: OFFICES }],
      },
      {
        IpProtocol: '-1',
        UserIdGroupPairs: [{ UserId: '111122223333', GroupId: GROUP }],
        IpRanges: [],
        Ipv6Ranges: [],
        PrefixListIds: [],
      },
    ]);
  });

  test('of a load balancer that names none are open on the ports of its listeners', async () => {
    const { LoadBalancers } = await clientsOf(account, 'eu-west-1').elb.send(
      new DescribeLoadBalancersCommand({ Names: ['shop'] }),
    );
    const GroupIds = LoadBalancers?.[0]?.SecurityGroups ?? [];
    const { SecurityGroups } = await here().send(new DescribeSecurityGroupsCommand({ GroupIds }));
    const open = SecurityGroups?.[0]?.IpPermissions?.map(({ FromPort, IpRanges }) => [FromPort, IpRanges?.[0]?.CidrIp]);
    expect(open).toEqual([
      [443, '0.0.0.0/0'],
      [80, '0.0.0.0/0'],
      [8080, '0.0.0.0/0'],
    ]);
  });

  test('one that is not there fails the whole call', async () => {
    const error = await errorOf(here().send(new DescribeSecurityGroupsCommand({ GroupIds: [GROUP, 'sg-1'] })));
    expect(error).toMatchObject({ name: 'InvalidGroup.NotFound', message: "The security group 'sg-1' does not exist" });
    expect(error).toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  test('are never listed: the attempt is refused and written down', async () => {
    const error = await errorOf(here().send(new DescribeSecurityGroupsCommand({})));
    expect(error).toMatchObject({ name: 'UnauthorizedOperation', message: 'the responder must never list an account' });
    expect(account.calls.at(-1)).toMatchObject({ service: 'ec2', outcome: 'UnauthorizedOperation' });
  });
});

describe('prefix lists', () => {
  test("of AWS have one name and another id in every region, the account's own only in theirs", async () => {
    const { PrefixLists } = await here().send(byName(ORIGIN_FACING, 'offices'));
    expect(
      PrefixLists?.map(({ PrefixListName, OwnerId, AddressFamily }) => [PrefixListName, OwnerId, AddressFamily]),
    ).toEqual([
      [ORIGIN_FACING, 'AWS', 'IPv4'],
      ['offices', '111122223333', 'IPv4'],
    ]);
    const abroad = await clientsOf(account, 'us-east-1').ec2.send(byName(ORIGIN_FACING, 'offices'));
    expect(abroad.PrefixLists).toHaveLength(1);
    expect(abroad.PrefixLists?.[0]?.PrefixListId).not.toBe(PrefixLists?.[0]?.PrefixListId);
  });

  test('are never listed', async () => {
    const error = await errorOf(here().send(new DescribeManagedPrefixListsCommand({})));
    expect(error.name).toBe('UnauthorizedOperation');
  });

  test('tell their entries page by page', async () => {
    const ask = (NextToken?: string) =>
      here().send(new GetManagedPrefixListEntriesCommand({ PrefixListId: OFFICES, MaxResults: 1, NextToken }));
    const first = await ask();
    expect(first.Entries).toEqual([{ Cidr: '203.0.113.0/24', Description: '' }]);
    const second = await ask(first.NextToken);
    expect([second.Entries?.[0]?.Cidr, second.NextToken]).toEqual(['198.51.100.7/32', undefined]);
    expect((await errorOf(ask('made-up'))).name).toBe('InvalidNextToken');
  });

  test('that are not there are an error', async () => {
    const command = new GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-1' });
    expect((await errorOf(here().send(command))).name).toBe('InvalidPrefixListID.NotFound');
  });
});

test.each([
  ['deny', 'UnauthorizedOperation', 403],
  ['throttle', 'RequestLimitExceeded', 503],
  ['fail', 'InternalError', 500],
] as const)('errors have names of their own: %s', async (kind, name, status) => {
  await withAccount({ ...ESTATE, faults: [{ operation: 'ec2:*', kind }] }, async (faulty) => {
    const error = await errorOf(clientsOf(faulty, 'eu-west-1').ec2.send(byName(ORIGIN_FACING)));
    expect(error).toMatchObject({ name, $metadata: { httpStatusCode: status } });
  });
});
