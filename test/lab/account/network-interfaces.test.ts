import { DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../../lab/account/account.ts';
import { startAccount } from '../../../lab/account/server.ts';
import { clientsOf, errorOf, withAccount } from './clients.ts';
import { ADDRESS, ESTATE } from './estate.ts';

let account: Account;
beforeAll(async () => {
  account = await startAccount(ESTATE);
});
afterAll(() => account.close());

const ask = (filter: string, values: string[], region = 'eu-west-1', more = {}) =>
  clientsOf(account, region).ec2.send(
    new DescribeNetworkInterfacesCommand({ Filters: [{ Name: filter, Values: values }], ...more }),
  );

describe('network interfaces', () => {
  test('are found by their address, in their own region', async () => {
    const { NetworkInterfaces } = await ask('association.public-ip', [ADDRESS, '203.0.113.31']);
    expect(NetworkInterfaces).toHaveLength(1);
    expect(NetworkInterfaces?.[0]).toMatchObject({
      Description: 'ELB app/shop/50dc6c495c0c9188',
      RequesterManaged: true,
      RequesterId: 'amazon-elb',
      OwnerId: '111122223333',
      Association: { PublicIp: ADDRESS },
      Attachment: { InstanceOwnerId: 'amazon-elb' },
    });
    expect(NetworkInterfaces?.[0]?.Attachment?.AttachTime).toBeInstanceOf(Date);
    expect((await ask('association.public-ip', [ADDRESS], 'us-east-1')).NetworkInterfaces).toEqual([]);
  });

  test('are found by a second address through the other filter alone', async () => {
    expect((await ask('association.public-ip', ['203.0.113.31'])).NetworkInterfaces).toEqual([]);
    const { NetworkInterfaces } = await ask('addresses.association.public-ip', ['203.0.113.31']);
    expect(NetworkInterfaces?.[0]?.Attachment?.InstanceId).toBe('i-0a1b2c3d4e5f60719');
    expect(NetworkInterfaces?.[0]?.PrivateIpAddresses?.map(({ Association }) => Association?.PublicIp)).toEqual([
      '203.0.113.40',
      '203.0.113.31',
    ]);
  });

  test('come in pages', async () => {
    await withAccount({ ...ESTATE, pageSize: 1 }, async (small) => {
      const Filters = [{ Name: 'addresses.association.public-ip', Values: [ADDRESS, '203.0.113.31'] }];
      const { ec2 } = clientsOf(small, 'eu-west-1');
      const first = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters, MaxResults: 100 }));
      const second = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters, NextToken: first.NextToken }));
      expect([first.NetworkInterfaces?.length, second.NetworkInterfaces?.length]).toEqual([1, 1]);
      expect(second.NextToken).toBeUndefined();
    });
  });

  test("refuse in EC2's own words: a listing, a filter and a parameter that do not exist", async () => {
    const listing = clientsOf(account, 'eu-west-1').ec2.send(new DescribeNetworkInterfacesCommand({}));
    expect(await errorOf(listing)).toMatchObject({
      name: 'UnauthorizedOperation',
      message: 'the responder must never list an account',
    });
    expect((await errorOf(ask('public-ip', [ADDRESS]))).name).toBe('InvalidParameterValue');
    expect((await errorOf(ask('association.public-ip', [ADDRESS], 'eu-west-1', { DryRun: true }))).name).toBe(
      'InvalidParameterValue',
    );
  });

  test('throttle as EC2 does', async () => {
    const faults = [{ operation: 'ec2:*', kind: 'throttle' as const }];
    await withAccount({ ...ESTATE, faults }, async (busy) => {
      const Filters = [{ Name: 'association.public-ip', Values: [ADDRESS] }];
      const call = clientsOf(busy, 'eu-west-1').ec2.send(new DescribeNetworkInterfacesCommand({ Filters }));
      expect(await errorOf(call)).toMatchObject({ name: 'RequestLimitExceeded', $metadata: { httpStatusCode: 503 } });
    });
  });
});
