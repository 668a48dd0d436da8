import { afterEach, describe, expect, test } from '@jest/globals';
import type { Account } from '../../lab/account/account.ts';
import type { AccountFixture } from '../../lab/account/fixture.ts';
import { startAccount } from '../../lab/account/server.ts';
import { toChange } from '../../lambda/gather/change.ts';
import { EventHistory, MAX_LOOK_UPS } from '../../lambda/gather/changes.ts';
import { awsClients } from '../../lambda/gather/clients.ts';
import { membersOf } from '../../lambda/gather/members.ts';
import { askThere } from '../../lambda/gather/there.ts';
import type { Touched } from '../../lambda/touched.ts';

const LISTENER = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/1/2';
const MEMBER = '444455556666';
const ROLES = { everywhere: 'arn:aws:iam::{account}:role/Reader' };
const THERE = { accountId: MEMBER, assumedRole: `arn:aws:iam::${MEMBER}:role/Reader` };
const RECORD = {
  userIdentity: {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::111122223333:assumed-role/deploy/ci-1234',
    accessKeyId: 'ASIAEXAMPLE',
    sessionContext: { sessionIssuer: { type: 'Role', userName: 'deploy' } },
  },
  requestParameters: {
    listenerArn: LISTENER,
    sslPolicy: 'ELBSecurityPolicy-2016-08',
    port: 443,
    certificates: [{ certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1' }],
    password: 'hunter2',
  },
  readOnly: false,
};

/** A recorded event, with its record changed. */
function recorded(record: object = {}, more: object = {}) {
  return {
    EventId: 'e1',
    EventName: 'ModifyListener',
    ReadOnly: 'false',
    AccessKeyId: 'ASIAEXAMPLE',
    EventTime: new Date('2026-11-23T03:02:00Z'),
    EventSource: 'elasticloadbalancing.amazonaws.com',
    Username: 'ci-1234',
    CloudTrailEvent: JSON.stringify({ ...RECORD, ...record }),
    ...more,
  };
}

const change = (record: object = {}, more: object = {}) => toChange(recorded(record, more), LISTENER, 'eu-west-1');

describe('an event of CloudTrail', () => {
  test('is reduced to who did what to which resource, and when', () => {
    expect(change()).toEqual({
      id: 'e1',
      at: '2026-11-23T03:02:00.000Z',
      who: 'role deploy (session ci-1234)',
      what: 'ModifyListener',
      resource: LISTENER,
      service: 'elasticloadbalancing.amazonaws.com',
      region: 'eu-west-1',
      details: [
        'port 443',
        'sslPolicy ELBSecurityPolicy-2016-08',
        'certificateArn arn:aws:acm:eu-west-1:111122223333:certificate/1',
      ],
    });
  });

  test.each([
    ['a read', {}, { ReadOnly: 'true' }],
    [
      'a read that only its name tells',
      { readOnly: undefined },
      { ReadOnly: undefined, EventName: 'DescribeListeners' },
    ],
    ['a call that failed', { errorCode: 'AccessDenied' }, {}],
    ['a tag', {}, { EventName: 'AddTags' }],
    ['a tag of EC2', {}, { EventName: 'CreateTags' }],
    ['a tag of CloudFront', {}, { EventName: 'UntagResource' }],
    ['an event without a time', {}, { EventTime: undefined }],
    ['a record that is no JSON', {}, { CloudTrailEvent: '{' }],
    ['a record of another shape', {}, { CloudTrailEvent: '{"userIdentity":7}' }],
  ])('is no change where it is %s', (_, record, more) => {
    expect(change(record, more)).toBeUndefined();
  });

  test.each([
    [{ type: 'Root' }, 'the root user'],
    [{ type: 'IAMUser', userName: 'alice' }, 'user alice'],
    [{ type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' }, 'autoscaling.amazonaws.com'],
    [
      { ...RECORD.userIdentity, invokedBy: 'cloudformation.amazonaws.com' },
      'role deploy (session ci-1234), through cloudformation.amazonaws.com',
    ],
    [{ type: 'IAMUser', userName: 'x'.repeat(500) }, `user ${'x'.repeat(64)}`],
    [{ type: 'SAMLUser' }, 'ci-1234'],
  ])('names who it was: %j', (userIdentity, who) => {
    const Username = userIdentity.type === 'AWSService' ? undefined : 'ci-1234';
    expect(change({ userIdentity }, { Username })?.who).toBe(who);
  });

  test('tells ports of a security group, and no value that could be anything', () => {
    const items = [{ fromPort: 443, toPort: 443 }, { fromPort: 80, toPort: 90 }, { ipProtocol: '-1' }];
    expect(change({ requestParameters: { ipPermissions: { items } } })?.details).toEqual(['port 443', 'port 80-90']);
    expect(change({ requestParameters: { sslPolicy: 'a b\n<!channel>' } })?.details).toEqual([]);
    expect(change({ requestParameters: null })?.details).toEqual([]);
    expect(JSON.stringify(change())).not.toMatch(/hunter2|ASIA/);
  });
});

let account: Account | undefined;
afterEach(async () => {
  await account?.close();
});

const event = (at: string, region = 'eu-west-1', name = LISTENER) => ({
  at,
  name: 'ModifyListener',
  source: 'elasticloadbalancing.amazonaws.com',
  region,
  resources: [{ type: 'AWS::ElasticLoadBalancingV2::Listener', name }],
});

/** What is read over the wire of these resources. */
async function read(fixture: AccountFixture, touched: readonly Touched[], signal = new AbortController().signal) {
  account = await startAccount(fixture);
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'lab' };
  const settings = { endpoint: account.endpoint, credentials };
  const aws = awsClients(settings);
  const time = { alarmAt: '2026-11-23T03:09:00Z', now: '2026-11-23T03:12:00Z' };
  const members = membersOf(aws, settings, ROLES, () => new Date());
  const history = new EventHistory(askThere({ aws, members, signal }), time, { signal, gapMs: 0 });
  history.ask(touched);
  return history.told();
}

describe('what was changed', () => {
  test('is asked in the Region of each resource, over the day before the alarm', async () => {
    const events = [
      event('2026-11-23T03:02:00Z'),
      event('2026-11-23T03:03:00Z', 'us-east-1'),
      event('2026-11-22T03:00:00Z'),
    ];
    const seen = await read({ events }, [
      { region: 'us-east-1', name: 'E1' },
      { region: 'eu-west-1', name: LISTENER },
    ]);
    expect(seen).toMatchObject({
      value: {
        from: '2026-11-22T03:09:00.000Z',
        until: '2026-11-23T03:07:00.000Z',
        changes: [{ at: '2026-11-23T03:02:00.000Z' }],
      },
    });
    expect(account?.calls.map(({ region }) => region).toSorted()).toEqual(['eu-west-1', 'us-east-1']);
    expect(account?.calls[0]?.parameters).toMatchObject({ StartTime: Date.parse('2026-11-22T03:09:00Z') / 1000 });
  });

  test('is told once where one call touched several resources', async () => {
    const [name, other] = ['sg-1', 'sg-2'];
    const resources = [name, other].map((one) => ({ type: 'AWS::EC2::SecurityGroup', name: one }));
    const events = [{ ...event('2026-11-23T03:02:00Z'), resources }];
    const seen = await read({ events }, [
      { region: 'eu-west-1', name },
      { region: 'eu-west-1', name: other },
    ]);
    expect(seen).toMatchObject({ value: { changes: [{}] } });
    expect(seen.status === 'observed' && seen.value.changes).toHaveLength(1);
  });

  test('goes on to further pages as long as calls are left, and says where more is left', async () => {
    const events = Array.from({ length: 20 }, (_, minute) => event(`2026-11-23T02:${10 + minute}:00Z`));
    const seen = await read({ events, pageSize: 2 }, [{ region: 'eu-west-1', name: LISTENER }]);
    expect(account?.calls).toHaveLength(MAX_LOOK_UPS);
    expect(seen.status === 'observed' && seen.value.changes).toHaveLength(2 * MAX_LOOK_UPS);
    expect(seen).toMatchObject({ value: { unread: { reason: expect.stringContaining('more events') } } });
  });

  test('never takes more than eight calls, and names what was not asked about', async () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ region: 'eu-west-1', name: `sg-${index}` }));
    const seen = await read({}, many);
    expect(account?.calls).toHaveLength(MAX_LOOK_UPS);
    expect(seen).toMatchObject({
      value: { unread: { reason: 'CloudTrail was not asked about sg-8 and what follows' } },
    });
  });

  test('is unavailable where nothing came before the deadline', async () => {
    const ending = new AbortController();
    const events = [event('2026-11-23T03:02:00Z')];
    const faults = [{ operation: 'cloudtrail:LookupEvents', kind: 'hang', times: 1 }] as const;
    const reading = read({ events, faults }, [{ region: 'eu-west-1', name: 'sg-1' }], ending.signal);
    setImmediate(() => ending.abort());
    expect(await reading).toEqual({ status: 'unavailable', reason: 'cloudtrail:LookupEvents did not answer in time' });
  });

  test('is asked in the account that the resource is in, and told with it; each account has its own pace', async () => {
    const theirs = event('2026-11-23T03:02:00Z', 'eu-west-1', 'sg-9');
    const members = [{ accountId: MEMBER, roles: [{ name: 'Reader' }], events: [theirs] }];
    const own = { region: 'eu-west-1', name: LISTENER };
    const seen = await read({ events: [theirs], members }, [own, { region: 'eu-west-1', name: 'sg-9', there: THERE }]);
    expect(seen).toMatchObject({ value: { changes: [{ resource: 'sg-9', accountId: MEMBER }] } });
    const looks = account?.calls.filter(({ operation }) => operation === 'LookupEvents');
    expect(looks?.map(({ accountId }) => accountId)).toEqual(expect.arrayContaining([undefined, MEMBER]));
  });

  test('of an account that does not let us look is told as unread, with no statement for our own role', async () => {
    const faults = [{ operation: 'cloudtrail:LookupEvents', kind: 'deny' }] as const;
    const members = [{ accountId: MEMBER, roles: [{ name: 'Reader' }], faults }];
    const own = { region: 'eu-west-1', name: LISTENER };
    const seen = await read({ members }, [own, { region: 'eu-west-1', name: 'sg-9', there: THERE }]);
    const reason = `in account ${MEMBER}, as ${THERE.assumedRole}: cloudtrail:LookupEvents was denied`;
    expect(seen).toMatchObject({ status: 'observed', value: { unread: { reason } } });
    expect(JSON.stringify(seen)).not.toContain('permission');
  });

  test('is given up for a Region that refuses, not asked for each resource', async () => {
    const faults = [{ operation: 'cloudtrail:LookupEvents', kind: 'deny' }] as const;
    const touched = ['sg-1', 'sg-2', 'sg-3', 'sg-4'].map((name) => ({ region: 'eu-west-1', name }));
    expect(await read({ faults }, touched)).toMatchObject({
      status: 'unavailable',
      permission: 'cloudtrail:LookupEvents',
    });
    expect(account?.calls).toHaveLength(2);
  });
});
