import { describe, expect, test } from '@jest/globals';
import type { AccountFixture } from '../../lab/account/fixture.ts';
import { startAccount } from '../../lab/account/server.ts';
import { readInstanceStates } from '../../lambda/gather/instance-state.ts';
import { toInstance } from '../../lambda/gather/instances.ts';
import { gatherPrivate } from '../../lambda/gather/private-origin.ts';
import { recordsOf } from '../../lambda/gather/records.ts';
import type { Handshake } from '../../lambda/model/handshake.ts';
import {
  completedDial,
  distribution,
  failedDial,
  handshakes,
  networkInterface,
  observed,
  origin,
  vpcConnection,
} from '../evidence.ts';
import { lookIn } from './look.ts';

const ID = 'i-0abcdef1234567890';
const silent = (address: string) => failedDial({ kind: 'timed-out', phase: 'connect' }, { address });

/** Asks in an account of this kind, and tells which calls were made. */
async function asking<T>(fixture: AccountFixture, ask: (look: ReturnType<typeof lookIn>) => Promise<T>) {
  const account = await startAccount(fixture);
  try {
    const settings = { endpoint: account.endpoint, credentials: { accessKeyId: 'A', secretAccessKey: 'b' } };
    const answer = await ask(lookIn(settings));
    return { answer, calls: account.calls.map(({ operation }) => operation) };
  } finally {
    await account.close();
  }
}

describe('a description', () => {
  const RECORDED = {
    InstanceId: ID,
    State: { Code: 80, Name: 'stopped' as const },
    StateTransitionReason: 'User initiated (2026-11-20 10:01:02 GMT)',
    StateReason: {
      Code: 'Client.UserInitiatedShutdown',
      Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
    },
    VpcId: 'vpc-1',
    SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'web' }],
  };

  test('keeps what decides, and the moment where EC2 tells it', () => {
    expect(toInstance(RECORDED, 'eu-west-1', '111122223333')).toEqual({
      ...{ id: ID, region: 'eu-west-1', accountId: '111122223333', state: 'stopped', vpcId: 'vpc-1' },
      ...{ reason: 'User initiated (2026-11-20 10:01:02 GMT)', since: '2026-11-20T10:01:02.000Z' },
      securityGroupIds: ['sg-1'],
    });
  });

  test.each(['Server.SpotInstanceTermination', 'User initiated (2026-13-40 10:01:02 GMT)', ''])(
    'of another wording tells no moment: %s',
    (StateTransitionReason) => {
      const { since } = toInstance({ ...RECORDED, StateTransitionReason }, 'eu-west-1', '1') ?? {};
      expect(since).toBeUndefined();
    },
  );

  test('without id or state is none', () => {
    expect(toInstance({ ...RECORDED, State: undefined }, 'eu-west-1', '1')).toBeUndefined();
    expect(toInstance({ ...RECORDED, InstanceId: undefined }, 'eu-west-1', '1')).toBeUndefined();
  });
});

describe('the state of instances', () => {
  const two = [
    networkInterface({ address: '203.0.113.7' }),
    networkInterface({ id: 'eni-2', address: '203.0.113.8', instanceId: 'i-0abcdef1234567891' }),
  ];
  const of = (...dials: readonly Handshake[]) =>
    asking(
      { instances: two.map(({ instanceId: id = '' }) => ({ region: 'eu-west-1', id, state: 'stopped' })) },
      (look) =>
        readInstanceStates(recordsOf(look), { handshakes: handshakes(...dials), networkInterfaces: observed(two) }),
    );

  test('is asked of those alone whose address is silent, in one call', async () => {
    const one = await of(silent('203.0.113.7'), completedDial({ address: '203.0.113.8' }));
    expect(one.answer).toMatchObject({
      status: 'observed',
      value: { found: [{ id: ID, state: 'stopped', address: '203.0.113.7' }], dialled: 2 },
    });
    const both = await of(silent('203.0.113.7'), silent('203.0.113.8'));
    expect(both.answer).toMatchObject({ value: { found: [{ address: '203.0.113.7' }, { address: '203.0.113.8' }] } });
    expect([one.calls, both.calls]).toEqual([['DescribeInstances'], ['DescribeInstances']]);
  });

  test('is asked in each Region; one that is down counts though another could not be seen', async () => {
    const far = networkInterface({ id: 'eni-3', region: 'ap-south-1', address: '203.0.113.9', instanceId: 'i-0far' });
    const dials = handshakes(silent('203.0.113.7'), silent('203.0.113.9'));
    const seen = (state: 'stopped' | 'running') =>
      asking({ instances: [{ region: 'eu-west-1', id: ID, state }] }, (look) =>
        readInstanceStates(recordsOf(look), {
          handshakes: dials,
          networkInterfaces: observed([networkInterface(), far]),
        }),
      );
    expect((await seen('stopped')).answer).toMatchObject({
      value: { found: [{ id: ID, state: 'stopped' }], dialled: 2 },
    });
    expect((await seen('running')).answer).toMatchObject({
      status: 'unavailable',
      reason: expect.stringContaining('there is no instance i-0far in ap-south-1'),
    });
  });

  test('is not asked where they answer', async () => {
    const { answer, calls } = await of(completedDial({ address: '203.0.113.7' }));
    expect([answer.status, calls]).toEqual(['not-applicable', []]);
  });

  test('is unavailable where EC2 does not know the one that an interface names', async () => {
    const { answer } = await asking({}, (look) =>
      readInstanceStates(recordsOf(look), {
        handshakes: handshakes(silent('203.0.113.7')),
        networkInterfaces: observed(two.slice(0, 1)),
      }),
    );
    expect(answer).toEqual({
      status: 'unavailable',
      reason: `there is no instance ${ID} in eu-west-1, though network interface eni-0f7d3b2a19c8e6540 names it`,
    });
  });
});

describe('the instance behind a VPC origin', () => {
  const at = (accountId: string) => `arn:aws:ec2:eu-west-1:${accountId}:instance/${ID}`;
  const own = distribution({ arn: 'arn:aws:cloudfront::111122223333:distribution/E2EXAMPLE' });
  const behind = async (fixture: AccountFixture, accountId = '111122223333') => {
    const from = origin({ connection: vpcConnection({ endpointArn: at(accountId) }) });
    const { answer, calls } = await asking(fixture, (look) => gatherPrivate(look, recordsOf(look), from, own));
    return { ...answer.observations, calls };
  };

  test('is read with its security groups', async () => {
    const instances = [{ region: 'eu-west-1', id: ID, state: 'running' as const, securityGroups: ['sg-1'] }];
    const securityGroups = [{ region: 'eu-west-1', id: 'sg-1', inbound: [{ port: 443, groups: ['sg-2'] }] }];
    const seen = await behind({ instances, securityGroups });
    expect(seen.instances).toMatchObject({ value: { found: [{ id: ID, state: 'running' }], dialled: 0 } });
    expect(seen.securityGroups).toMatchObject({
      value: { families: ['ipv4'], carriers: [], before: { name: `instance ${ID}`, addresses: [], dialled: 0 } },
    });
    expect(seen.calls.filter((one) => one === 'DescribeInstances')).toHaveLength(1);
  });

  test('that its own account does not know any more was terminated', async () => {
    const seen = await behind({});
    expect(seen.instances).toMatchObject({ value: { found: [{ id: ID, state: 'terminated', securityGroupIds: [] }] } });
    expect(seen.securityGroups.status).toBe('not-applicable');
  });

  test('that another account may have is not known to be gone', async () => {
    const { instances } = await behind({}, '444455556666');
    expect(instances).toEqual({
      status: 'unavailable',
      reason: `there is no instance ${ID} in eu-west-1, and its ARN names account 444455556666`,
    });
  });
});
