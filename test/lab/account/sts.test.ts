import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../../lab/account/account.ts';
import { startAccount } from '../../../lab/account/server.ts';
import { clientsOf, errorOf } from './clients.ts';
import { ESTATE } from './estate.ts';

let account: Account;
beforeAll(async () => {
  account = await startAccount(ESTATE);
});
afterAll(() => account.close());

const ROLE = 'arn:aws:iam::444455556666:role/Reader';
const assume = (RoleArn: string, ExternalId?: string) =>
  clientsOf(account).sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'origin-responder', ExternalId }));

describe('a role in another account', () => {
  test('gives credentials that ask there, and nothing of the own account', async () => {
    const { Credentials, AssumedRoleUser } = await assume(ROLE, 'between-us');
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::444455556666:assumed-role/Reader/origin-responder');
    expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now());
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken } = Credentials ?? {};
    const { elb } = clientsOf(account, 'eu-west-1', 1, { accessKeyId, secretAccessKey, sessionToken: SessionToken });
    const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({ Names: ['theirs'] }));
    expect(LoadBalancers?.[0]?.LoadBalancerArn).toContain(':444455556666:loadbalancer/app/theirs/');
    expect(account.calls.at(-1)?.accountId).toBe('444455556666');
    const own = await errorOf(elb.send(new DescribeLoadBalancersCommand({ Names: ['shop'] })));
    expect(own.name).toBe('LoadBalancerNotFoundException');
  });

  test.each([
    ['is not there', 'arn:aws:iam::444455556666:role/Other', 'between-us'],
    ['is in an account that is not there', 'arn:aws:iam::777788889999:role/Reader', 'between-us'],
    ['wants another external id', ROLE, 'guessed'],
    ['wants an external id', ROLE, undefined],
  ])('that %s is refused in the same words', async (_, role, id) => {
    expect(await errorOf(assume(role, id))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(`is not authorized to perform: sts:AssumeRole on resource: ${role}`),
    });
  });
});
