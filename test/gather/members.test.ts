import { afterEach, describe, expect, test } from '@jest/globals';
import type { Account } from '../../lab/account/account.ts';
import type { AccountFixture } from '../../lab/account/fixture.ts';
import { startAccount } from '../../lab/account/server.ts';
import { awsClients } from '../../lambda/gather/clients.ts';
import { type Members, membersOf, toCredentials } from '../../lambda/gather/members.ts';
import { recordsOf } from '../../lambda/gather/records.ts';
import type { MemberRoles } from '../../lambda/model/world.ts';
import { lookIn } from './look.ts';

const forever = new AbortController().signal;
const MEMBER = '444455556666';
const ROLE = `arn:aws:iam::${MEMBER}:role/OriginResponderMember`;
const ROLES: MemberRoles = { byAccount: { [MEMBER]: ROLE } };
const BALANCER = 'shop-1234567890.eu-west-1.elb.amazonaws.com';
const ARN = `arn:aws:elasticloadbalancing:eu-west-1:${MEMBER}:loadbalancer/app/shop/50dc6c495c0c9188`;
const CERTIFICATE = `arn:aws:acm:eu-west-1:${MEMBER}:certificate/11111111-1111-4111-8111-111111111111`;

let account: Account | undefined;
afterEach(() => account?.close());

const settings = () => ({
  endpoint: account?.endpoint ?? '',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'lab' },
});

/** An account, and beside it another one with a load balancer and the role that lets us in. */
async function start(more: Partial<NonNullable<AccountFixture['members']>[number]> = {}): Promise<Account> {
  const listeners = [{ port: 443, defaultCertificateArn: CERTIFICATE }];
  const member = {
    accountId: MEMBER,
    roles: [{ name: 'OriginResponderMember' }],
    loadBalancers: [{ region: 'eu-west-1', name: 'shop', dnsName: BALANCER, arn: ARN, listeners }],
    certificates: [{ arn: CERTIFICATE, domainName: 'origin.example.com' }],
    ...more,
  };
  account = await startAccount({ members: [member] });
  return account;
}

const made = (): string[] =>
  account?.calls.map(({ operation, accountId, outcome }) =>
    [accountId, operation, outcome].filter(Boolean).join(' '),
  ) ?? [];

describe('a session in another account', () => {
  const entered = (members: Members) => members.enter(MEMBER, forever);

  test('is begun once while it lasts, and anew after that', async () => {
    await start();
    let now = Date.parse('2026-11-23T03:12:00Z');
    const members = membersOf(awsClients(settings()), settings(), ROLES, () => new Date(now));
    const [first, second] = await Promise.all([entered(members), entered(members)]);
    expect(first).toBe(second);
    expect(first).toMatchObject({ status: 'observed', value: { assumedRole: ROLE } });
    expect(made()).toEqual(['AssumeRole ok']);
    expect(account?.calls[0]?.parameters).toEqual({
      RoleArn: ROLE,
      RoleSessionName: 'origin-responder',
      DurationSeconds: '900',
    });
    now += 13 * 60_000;
    await entered(members);
    expect(made()).toHaveLength(1);
    now += 2 * 60_000;
    await entered(members);
    expect(made()).toHaveLength(2);
  });

  test('names the external id, and a role that every account has', async () => {
    await start({ roles: [{ name: 'Reader', externalId: 'between-us' }] });
    const roles = { everywhere: 'arn:aws:iam::{account}:role/Reader', externalId: 'between-us' };
    const members = membersOf(awsClients(settings()), settings(), roles, () => new Date());
    expect(members.accounts).toEqual([]);
    expect(await entered(members)).toMatchObject({ status: 'observed' });
  });

  test('that is refused is told with the role, and tried again the next time', async () => {
    await start({ roles: [] });
    const members = membersOf(awsClients(settings()), settings(), ROLES, () => new Date());
    expect(await entered(members)).toEqual({
      status: 'unavailable',
      reason: `sts:AssumeRole was denied (${ROLE}); the role must be there and trust ours`,
      permission: 'sts:AssumeRole',
      resource: ROLE,
    });
    await entered(members);
    expect(made()).toEqual(['AssumeRole AccessDenied', 'AssumeRole AccessDenied']);
  });

  test('is not begun where no role is configured', async () => {
    await start();
    const members = membersOf(awsClients(settings()), settings(), undefined, () => new Date());
    expect(await entered(members)).toMatchObject({
      status: 'unavailable',
      reason: expect.stringContaining(`in account ${MEMBER}, and no role there is configured`),
      permission: 'sts:AssumeRole',
      resource: ROLE,
    });
    expect(made()).toEqual([]);
  });

  test('asks at most five accounts for what is not here', () => {
    const byAccount = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`${index}`.repeat(12), ROLE]));
    expect(membersOf(awsClients({}), {}, { byAccount }, () => new Date()).accounts).toHaveLength(5);
  });

  test.each([{}, { AccessKeyId: 'a', SecretAccessKey: 'b', SessionToken: '', Expiration: new Date() }])(
    'needs whole credentials',
    (raw) => {
      expect(
        toCredentials({ AccessKeyId: '', SecretAccessKey: '', SessionToken: '', Expiration: new Date(), ...raw }),
      ).toBeUndefined();
    },
  );
});

describe('what is in another account', () => {
  const resolution = { kind: 'resolved', name: 'x', cnames: [BALANCER], addresses: ['192.0.2.1'], cut: 0 } as const;
  const look = async (memberRoles: MemberRoles | undefined = ROLES) => {
    const records = recordsOf(lookIn(settings(), { memberRoles }));
    const { loadBalancer } = await records.behind('origin.example.com', resolution);
    if (loadBalancer.status !== 'observed') return { loadBalancer };
    const there = await records.of(loadBalancer.value);
    const listener = await there.listener(loadBalancer.value, 443);
    const certificates = await there.certificates('eu-west-1', [CERTIFICATE]);
    return { loadBalancer, listener, certificates };
  };

  test('is found there, and read there', async () => {
    await start();
    expect(await look()).toMatchObject({
      loadBalancer: { value: { arn: ARN, accountId: MEMBER, assumedRole: ROLE } },
      listener: { value: { kind: 'found' } },
      certificates: { value: [{ arn: CERTIFICATE }] },
    });
    expect(made()).toEqual([
      'DescribeLoadBalancers LoadBalancerNotFound',
      'DescribeLoadBalancers LoadBalancerNotFound',
      'AssumeRole ok',
      `${MEMBER} DescribeLoadBalancers ok`,
      `${MEMBER} DescribeListeners ok`,
      `${MEMBER} DescribeListenerCertificates ok`,
      `${MEMBER} DescribeCertificate ok`,
    ]);
  });

  test('is not looked for without a role', async () => {
    await start();
    expect(await look({})).toMatchObject({
      loadBalancer: { status: 'unavailable', reason: expect.stringContaining('memberRoles') },
    });
    expect(made().filter((call) => call.includes('AssumeRole'))).toEqual([]);
  });

  test('in no account: who was asked', async () => {
    await start({ loadBalancers: [] });
    expect(await look()).toMatchObject({
      loadBalancer: { status: 'unavailable', reason: expect.stringContaining(`of this account, nor of ${MEMBER}`) },
    });
  });

  test('may not be read there: that account and its role are told, and no permission of ours', async () => {
    await start({ faults: [{ operation: 'elasticloadbalancing:DescribeLoadBalancers', kind: 'deny' }] });
    expect((await look()).loadBalancer).toEqual({
      status: 'unavailable',
      reason: `in account ${MEMBER}, as ${ROLE}: elasticloadbalancing:DescribeLoadBalancers was denied`,
    });
  });

  test('denied at home is not looked for elsewhere', async () => {
    await start();
    await account?.close();
    account = await startAccount({ faults: [{ operation: 'elasticloadbalancing:*', kind: 'deny' }] });
    expect((await look()).loadBalancer).toMatchObject({ permission: 'elasticloadbalancing:DescribeLoadBalancers' });
    expect(made()).toHaveLength(1);
  });
});
