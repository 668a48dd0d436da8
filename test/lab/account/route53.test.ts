import { ListHostedZonesByNameCommand, ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
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

const route53 = () => clientsOf(account).route53;

describe('hosted zones', () => {
  test('are listed from a name on, labels reversed: a parent before its children', async () => {
    const { HostedZones, IsTruncated, NextDNSName } = await route53().send(
      new ListHostedZonesByNameCommand({ DNSName: 'shop.example', MaxItems: 2 }),
    );
    expect(HostedZones?.map(({ Id, Name, Config }) => [Id, Name, Config?.PrivateZone])).toEqual([
      ['/hostedzone/Z1SHOP', 'shop.example.', false],
      ['/hostedzone/Z2INNER', 'shop.example.', true],
    ]);
    expect([IsTruncated, NextDNSName]).toEqual([true, 'a.shop.example.']);
  });

  test('are never listed from the beginning', async () => {
    const error = await errorOf(route53().send(new ListHostedZonesByNameCommand({})));
    expect(error.name).toBe('InvalidArgument');
  });

  test('are signed for us-east-1', async () => {
    const elsewhere = clientsOf(account, 'eu-west-1').route53;
    const error = await errorOf(elsewhere.send(new ListHostedZonesByNameCommand({ DNSName: 'shop.example' })));
    expect(error.name).toBe('SignatureDoesNotMatch');
  });
});

describe('record sets', () => {
  const from = (StartRecordName: string, HostedZoneId = 'Z1SHOP') =>
    route53().send(new ListResourceRecordSetsCommand({ HostedZoneId, StartRecordName }));

  test('are listed from a name on, by type within it; an asterisk is written as an escape', async () => {
    const { ResourceRecordSets } = await from('*.shop.example');
    expect(ResourceRecordSets?.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
      '\\052.shop.example. AAAA',
      'origin.shop.example. A',
      'web.shop.example. A',
      'web.shop.example. A',
      'a.web.shop.example. CNAME',
    ]);
    expect(ResourceRecordSets?.[0]?.AliasTarget).toEqual({
      HostedZoneId: 'Z1SHOP',
      DNSName: 'web.shop.example.',
      EvaluateTargetHealth: false,
    });
    expect(ResourceRecordSets?.[2]).toMatchObject({
      SetIdentifier: 'blue',
      ResourceRecords: [{ Value: '203.0.113.31' }],
    });
  });

  test('of a zone that is not there are an error', async () => {
    expect(await errorOf(from('x.example', 'Z9'))).toMatchObject({ name: 'NoSuchHostedZone' });
  });
});
