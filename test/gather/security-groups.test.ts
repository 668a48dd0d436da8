import type { SecurityGroup as Description } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Aws, awsClients } from '../../lambda/gather/clients.ts';
import { toPrefixList } from '../../lambda/gather/prefix-lists.ts';
import { type Gates, readSecurityGroups, toSecurityGroup } from '../../lambda/gather/security-groups.ts';
import { type Call, type Loopback, type Reply, startLoopback } from './aws-loopback.ts';

const GROUP = 'sg-0a1b2c3d4e5f60718';
const RECORDED: Description = {
  GroupId: GROUP,
  GroupName: 'shop-alb',
  OwnerId: '111122223333',
  VpcId: 'vpc-3ac0fb5f',
  Description: 'ALB',
  IpPermissions: [
    { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    { IpProtocol: 'udp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    { IpProtocol: 'icmp', FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    {
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      IpRanges: [{ CidrIp: '203.0.113.0/24', Description: 'office' }],
      Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }],
      PrefixListIds: [{ PrefixListId: 'pl-1' }],
      UserIdGroupPairs: [{ GroupId: 'sg-2', UserId: '111122223333' }],
    },
    { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-3' }] },
  ],
};

describe('the mapping', () => {
  test('keeps the rules that can let TCP through, those for the port first', () => {
    expect(toSecurityGroup(RECORDED, 443)).toEqual({
      id: GROUP,
      name: 'shop-alb',
      vpcId: 'vpc-3ac0fb5f',
      rules: [
        {
          ...{ fromPort: 443, toPort: 443, cidrs: ['203.0.113.0/24', '2001:db8::/32'] },
          ...{ prefixListIds: ['pl-1'], groupIds: ['sg-2'] },
        },
        { fromPort: 0, toPort: 65_535, cidrs: [], prefixListIds: [], groupIds: ['sg-3'] },
        { fromPort: 80, toPort: 80, cidrs: ['0.0.0.0/0'], prefixListIds: [], groupIds: [] },
      ],
    });
  });

  test('TCP by its number, and a rule without ports, are every port', () => {
    const [rule] = toSecurityGroup({ GroupId: GROUP, IpPermissions: [{ IpProtocol: '6' }] }, 443)?.rules ?? [];
    expect(rule).toMatchObject({ fromPort: 0, toPort: 65_535 });
  });

  test('is bounded, and says when it left out what matters', () => {
    const many = (port: number, count: number) =>
      Array.from({ length: count }, () => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port }));
    const cut = toSecurityGroup({ GroupId: GROUP, IpPermissions: many(443, 101) }, 443);
    expect([cut?.rules.length, cut?.cut]).toEqual([100, true]);
    const others = toSecurityGroup({ GroupId: GROUP, IpPermissions: [...many(80, 101), ...many(443, 1)] }, 443);
    expect([others?.rules[0]?.fromPort, others?.cut]).toEqual([443, undefined]);
    const IpRanges = Array.from({ length: 1_001 }, () => ({ CidrIp: '192.0.2.0/24' }));
    const wide = toSecurityGroup({ GroupId: GROUP, IpPermissions: [{ ...many(443, 1)[0], IpRanges }] }, 443);
    expect([wide?.rules[0]?.cidrs.length, wide?.cut]).toEqual([1_000, true]);
  });

  test('a list of AWS is one that AWS owns, whatever it is called', () => {
    const list = { PrefixListId: 'pl-1', PrefixListName: 'com.amazonaws.global.cloudfront.origin-facing' };
    expect(toPrefixList({ ...list, OwnerId: 'AWS', AddressFamily: 'IPv6' })).toMatchObject({
      isOfAws: true,
      family: 'ipv6',
    });
    expect(toPrefixList({ ...list, OwnerId: '111122223333', AddressFamily: 'IPv4' })).toMatchObject({
      isOfAws: false,
      family: 'ipv4',
    });
    expect(toPrefixList({ PrefixListName: 'x' })).toBeUndefined();
  });
});

const answer = (action: string, body: string): Reply => ({
  body: `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>1</requestId>${body}</${action}Response>`,
});
const failure = (status: number, code: string): Reply => ({
  status,
  body: `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors><RequestID>1</RequestID></Response>`,
});
const groups = (rules: string) =>
  answer(
    'DescribeSecurityGroups',
    `<securityGroupInfo><item><groupId>${GROUP}</groupId><groupName>g</groupName><ipPermissions><item><ipProtocol>tcp</ipProtocol><fromPort>443</fromPort><toPort>443</toPort>${rules}</item></ipPermissions></item></securityGroupInfo>`,
  );
const cidr = (range: string) => `<ipRanges><item><cidrIp>${range}</cidrIp></item></ipRanges>`;
const listed = (id: string) => `<prefixListIds><item><prefixListId>${id}</prefixListId></item></prefixListIds>`;
const list = (id: string, name: string, owner = 'AWS') =>
  `<item><prefixListId>${id}</prefixListId><prefixListName>${name}</prefixListName><ownerId>${owner}</ownerId><addressFamily>IPv4</addressFamily></item>`;
const lists = (...items: string[]) =>
  answer('DescribeManagedPrefixLists', `<prefixListSet>${items.join('')}</prefixListSet>`);
const entries = (...cidrs: string[]) =>
  answer(
    'GetManagedPrefixListEntries',
    `<entrySet>${cidrs.map((one) => `<item><cidr>${one}</cidr></item>`).join('')}</entrySet>`,
  );
const OURS = list('pl-cf', 'com.amazonaws.global.cloudfront.origin-facing');

describe('the calls', () => {
  let loopback: Loopback;
  let aws: Aws;
  const read = (more: Partial<Gates> = {}) =>
    readSecurityGroups(
      aws,
      { region: 'eu-west-1', groupIds: [GROUP], port: 443, families: ['ipv4'], answering: [], ...more },
      AbortSignal.timeout(10_000),
    );
  const made = () => loopback.calls.map(({ action }) => action);

  beforeAll(async () => {
    loopback = await startLoopback();
    aws = awsClients(loopback.settings);
  });
  afterAll(() => loopback.close());

  const answers = (rules: string, theirs: string[], ours = [OURS]) =>
    loopback.answer(({ action, input }: Call) => {
      if (action === 'DescribeSecurityGroups') return groups(rules);
      if (action === 'GetManagedPrefixListEntries') {
        return input.PrefixListId === 'pl-cf' ? entries('15.158.0.0/16') : entries('198.51.100.0/24');
      }
      return lists(...(input['Filter.1.Name'] === 'prefix-list-id' ? theirs : ours));
    });

  test('where everybody is admitted no list is asked for', async () => {
    answers(cidr('0.0.0.0/0'), []);
    expect(await read()).toMatchObject({ status: 'observed', value: { region: 'eu-west-1', prefixLists: [] } });
    expect(loopback.calls).toEqual([
      {
        service: 'ec2',
        region: 'eu-west-1',
        action: 'DescribeSecurityGroups',
        input: { Version: '2016-11-15', 'GroupId.1': GROUP },
      },
    ]);
  });

  test("where CloudFront's list is named, neither its id nor its entries are asked for", async () => {
    answers(listed('pl-cf'), [OURS]);
    expect(await read()).toMatchObject({ value: { prefixLists: [{ id: 'pl-cf', isOfAws: true }] } });
    expect(made().toSorted()).toEqual(['DescribeManagedPrefixLists', 'DescribeSecurityGroups']);
  });

  test('ranges that may hold CloudFront are worth a look at its own', async () => {
    answers(cidr('198.51.100.0/24'), []);
    expect(await read()).toMatchObject({ value: { prefixLists: [{ id: 'pl-cf', entries: ['15.158.0.0/16'] }] } });
    expect(made()).toHaveLength(3);
  });

  test('private ranges are not', async () => {
    answers(cidr('10.0.0.0/8'), []);
    await read();
    expect(made()).not.toContain('GetManagedPrefixListEntries');
  });

  test("a list of the account's own is read as well, two of them at most", async () => {
    const own = ['pl-a', 'pl-b', 'pl-c'];
    const named = `<prefixListIds>${own.map((id) => `<item><prefixListId>${id}</prefixListId></item>`).join('')}</prefixListIds>`;
    answers(
      named,
      own.map((id) => list(id, id, '111122223333')),
    );
    const seen = await read();
    expect(made().filter((action) => action === 'GetManagedPrefixListEntries')).toHaveLength(3);
    expect(seen).toMatchObject({
      value: {
        prefixLists: [
          { id: 'pl-cf', entries: ['15.158.0.0/16'] },
          { id: 'pl-a', entries: ['198.51.100.0/24'] },
          { id: 'pl-b', entries: ['198.51.100.0/24'] },
          { id: 'pl-c' },
        ],
      },
    });
  });

  test('a denied list is remembered with the permission, and the rules stay', async () => {
    loopback.answer(({ action }) =>
      action === 'DescribeSecurityGroups' ? groups(listed('pl-x')) : failure(403, 'UnauthorizedOperation'),
    );
    expect(await read()).toMatchObject({
      status: 'observed',
      value: {
        prefixLists: [],
        unread: { reason: 'ec2:DescribeManagedPrefixLists was denied', permission: 'ec2:DescribeManagedPrefixLists' },
      },
    });
  });

  test('behind a VPC origin the groups that the rules name are called by their names, by a filter', async () => {
    const pair = '<groups><item><groupId>sg-2</groupId></item></groups>';
    const named =
      '<securityGroupInfo><item><groupId>sg-2</groupId><groupName>app</groupName></item></securityGroupInfo>';
    loopback.answer(({ action, input }) => {
      if (action !== 'DescribeSecurityGroups') return lists(OURS);
      return input['GroupId.1'] ? groups(pair) : answer(action, named);
    });
    expect(await read()).not.toHaveProperty('value.carriers');
    expect(await read({ inside: true })).toMatchObject({ value: { carriers: [{ id: 'sg-2', name: 'app' }] } });
    expect(loopback.calls.at(-1)?.input).toMatchObject({ 'Filter.1.Name': 'group-id', 'Filter.1.Value.1': 'sg-2' });
    loopback.answer(({ action, input }) => {
      if (action !== 'DescribeSecurityGroups') return lists(OURS);
      return input['GroupId.1'] ? groups(pair) : failure(403, 'UnauthorizedOperation');
    });
    expect(await read({ inside: true })).toMatchObject({
      status: 'observed',
      value: { carriers: [], unread: { permission: 'ec2:DescribeSecurityGroups' } },
    });
  });

  test.each<[string, Reply, object]>([
    ['denied', failure(403, 'UnauthorizedOperation'), { permission: 'ec2:DescribeSecurityGroups' }],
    ['throttled', failure(503, 'RequestLimitExceeded'), { reason: 'ec2:DescribeSecurityGroups was throttled by AWS' }],
    [
      'of another account',
      failure(400, 'InvalidGroup.NotFound'),
      { reason: expect.stringContaining('another one owns') },
    ],
    ['missing', answer('DescribeSecurityGroups', '<securityGroupInfo/>'), { reason: expect.stringContaining(GROUP) }],
    ['garbled', { body: 'no XML' }, { reason: expect.stringContaining('ec2:DescribeSecurityGroups') }],
  ])('a group that is %s is not seen', async (_what, reply, seen) => {
    loopback.answer(() => reply);
    expect(await read()).toMatchObject({ status: 'unavailable', ...seen });
  });
});
