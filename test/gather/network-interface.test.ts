import { describe, expect, test } from '@jest/globals';
import { regionsOf } from '../../lambda/gather/address-region.ts';
import { managedBy } from '../../lambda/gather/managed-by.ts';
import { searchable, toNetworkInterface } from '../../lambda/gather/network-interface.ts';
import type { Resolver } from '../../lambda/model/world.ts';
import { networkInterface } from '../evidence.ts';

const forever = new AbortController().signal;

/** As EC2 answered for the network interface of a load balancer. */
const RECORDED = {
  Association: {
    IpOwnerId: 'amazon-elb',
    PublicDnsName: 'ec2-203-0-113-20.eu-west-1.compute.amazonaws.com',
    PublicIp: '203.0.113.20',
  },
  Attachment: { AttachmentId: 'ela-attach-0a1b', InstanceOwnerId: 'amazon-elb', Status: 'attached' as const },
  Description: 'ELB app/shop-alb/50dc6c495c0c9188',
  Groups: [{ GroupId: 'sg-0aa11bb22cc33dd44', GroupName: 'alb' }],
  InterfaceType: 'interface' as const,
  NetworkInterfaceId: 'eni-0b41a7c5e8d2f9630',
  OwnerId: '111122223333',
  PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.0.1.7', Association: { PublicIp: '203.0.113.20' } }],
  RequesterId: 'amazon-elb',
  RequesterManaged: true,
  Status: 'in-use' as const,
  SubnetId: 'subnet-1',
  VpcId: 'vpc-1',
};

describe('a network interface', () => {
  test('keeps what decides', () => {
    expect(toNetworkInterface(RECORDED, 'eu-west-1', ['203.0.113.20'])).toEqual({
      id: 'eni-0b41a7c5e8d2f9630',
      region: 'eu-west-1',
      accountId: '111122223333',
      address: '203.0.113.20',
      vpcId: 'vpc-1',
      subnetId: 'subnet-1',
      securityGroupIds: ['sg-0aa11bb22cc33dd44'],
      type: 'interface',
      description: 'ELB app/shop-alb/50dc6c495c0c9188',
      managed: true,
    });
  });

  test('is told by any of its addresses, with the instance and the Elastic IP', () => {
    const more = {
      Attachment: { InstanceId: 'i-1' },
      PrivateIpAddresses: [
        ...RECORDED.PrivateIpAddresses,
        { Association: { PublicIp: '203.0.113.30', AllocationId: 'eipalloc-1' } },
      ],
    };
    expect(toNetworkInterface({ ...RECORDED, ...more }, 'eu-west-1', ['203.0.113.30'])).toMatchObject({
      address: '203.0.113.30',
      allocationId: 'eipalloc-1',
      instanceId: 'i-1',
    });
  });

  test('that has none of the addresses, or lacks what decides, is none', () => {
    expect(toNetworkInterface(RECORDED, 'eu-west-1', ['203.0.113.99'])).toBeUndefined();
    expect(toNetworkInterface({ ...RECORDED, VpcId: undefined }, 'eu-west-1', ['203.0.113.20'])).toBeUndefined();
  });

  test('is looked for by public addresses of IPv4 alone', () => {
    expect(searchable(['203.0.113.7', '10.0.0.1', '2001:db8::7', '127.0.0.1'])).toEqual(['203.0.113.7']);
  });

  test.each([
    ['ELB app/shop-alb/50dc6c495c0c9188', true, 'app/shop-alb/50dc6c495c0c9188'],
    ['ELB net/shop/0123456789abcdef', true, 'net/shop/0123456789abcdef'],
    ['ELB Shop-Classic', true, 'Shop-Classic'],
    ['ELB app/shop-alb/50dc6c495c0c9188', false, undefined],
    ['Primary network interface', true, undefined],
    ['ELB app/../50dc6c495c0c9188', true, undefined],
  ])('%s (managed: %s) belongs to %s', (description, managed, path) => {
    expect(managedBy(networkInterface({ description, managed }))).toBe(path);
  });
});

describe('the Region of an address', () => {
  const dns = (reverse: Resolver['reverse']): Resolver => {
    const gone = async () => Promise.reject(new Error('not asked'));
    return { resolve4: gone, resolve6: gone, resolveCname: gone, resolveCaa: gone, reverse, cancel: () => {} };
  };
  const asked = (names: Readonly<Record<string, string[]>>, addresses = Object.keys(names)) =>
    regionsOf(
      dns(async (address) => names[address] ?? []),
      addresses,
      forever,
    );

  test("is in EC2's name for it, each once", async () => {
    expect(
      await asked({
        '203.0.113.20': ['ec2-203-0-113-20.eu-west-1.compute.amazonaws.com'],
        '203.0.113.21': ['ec2-203-0-113-21.eu-west-1.compute.amazonaws.com'],
        '203.0.113.22': ['EC2-203-0-113-22.compute-1.amazonaws.com.'],
      }),
    ).toEqual(['eu-west-1', 'us-east-1']);
  });

  test.each([
    'ec2-203-0-113-99.eu-west-1.compute.amazonaws.com',
    'ec2-203-0-113-20.eu-west-1.compute.amazonaws.com.example.net',
    'ec2-203-0-113-20.evil/../x.compute.amazonaws.com',
    'mail.example.com',
  ])('is not in %s, a name that anybody may give', async (name) => {
    expect(await asked({ '203.0.113.20': [name] })).toEqual([]);
  });

  test('is unknown where DNS fails or says nothing until the end', async () => {
    const fails = dns(() => Promise.reject(new Error('SERVFAIL')));
    expect(await regionsOf(fails, ['203.0.113.20'], forever)).toEqual([]);
    const stop = new AbortController();
    const silent = regionsOf(
      dns(() => new Promise(() => {})),
      ['203.0.113.20'],
      stop.signal,
    );
    stop.abort();
    expect(await silent).toEqual([]);
  });

  test('costs four questions at most', async () => {
    let questions = 0;
    const counting = dns(async () => {
      questions += 1;
      return [];
    });
    await regionsOf(
      counting,
      Array.from({ length: 16 }, (_, index) => `203.0.113.${index}`),
      forever,
    );
    expect(questions).toBe(4);
  });
});
