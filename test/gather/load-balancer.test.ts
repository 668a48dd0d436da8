import type { LoadBalancer as Description } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accountsOf } from '../../lambda/gather/accounts.ts';
import { recognise, toLoadBalancer } from '../../lambda/gather/load-balancer.ts';
import { searchOf } from '../../lambda/gather/search.ts';
import { type Loopback, startLoopback, xml, xmlError } from './aws-loopback.ts';
import { lookIn } from './look.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188';
const DNS_NAME = 'shop-1234567890.eu-central-1.elb.amazonaws.com';
const RECORDED: Description = {
  LoadBalancerArn: ARN,
  DNSName: 'Shop-1234567890.eu-central-1.elb.amazonaws.com',
  CanonicalHostedZoneId: 'Z215JYRZR1TBD5',
  LoadBalancerName: 'Shop',
  Scheme: 'internet-facing',
  VpcId: 'vpc-3ac0fb5f',
  State: { Code: 'active' },
  Type: 'application',
  IpAddressType: 'dualstack-without-public-ipv4',
  SecurityGroups: ['sg-5943793c'],
};
const SOUGHT = { dnsName: DNS_NAME, name: 'shop', region: 'eu-central-1', maybeClassic: true };

const member = (dnsName: string, type = 'application') =>
  xml(
    'DescribeLoadBalancers',
    `<LoadBalancers><member><LoadBalancerArn>${ARN}</LoadBalancerArn><LoadBalancerName>shop</LoadBalancerName>` +
      `<DNSName>${dnsName}</DNSName><Scheme>internal</Scheme><Type>${type}</Type><State><Code>active_impaired</Code></State>` +
      '<IpAddressType>ipv4</IpAddressType></member></LoadBalancers>',
  );

describe('the mapping', () => {
  test('takes region and account from the ARN and keeps what decides', () => {
    expect(toLoadBalancer(RECORDED)).toEqual({
      arn: ARN,
      name: 'Shop',
      dnsName: DNS_NAME,
      region: 'eu-central-1',
      accountId: '111122223333',
      type: 'application',
      scheme: 'internet-facing',
      state: 'active',
      addressType: 'dualstack-without-public-ipv4',
      securityGroups: ['sg-5943793c'],
    });
  });

  test.each([{}, { LoadBalancerArn: ARN }, { DNSName: DNS_NAME }, { LoadBalancerArn: 'nonsense', DNSName: DNS_NAME }])(
    'has no use for %j',
    (description) => {
      expect(toLoadBalancer(description)).toBeUndefined();
    },
  );

  test.each([DNS_NAME, `dualstack.${DNS_NAME}`, `eu-central-1a.${DNS_NAME}`])('recognises it by %s', (dnsName) => {
    expect(recognise([RECORDED], { ...SOUGHT, dnsName })).toMatchObject({ arn: ARN });
  });

  test('a load balancer that was made anew under the same name is another one', () => {
    const seen = recognise([RECORDED], { ...SOUGHT, dnsName: 'shop-999.eu-central-1.elb.amazonaws.com' });
    expect(seen).toEqual({
      absent: expect.stringContaining(`another load balancer (${DNS_NAME})`),
      namesake: DNS_NAME,
    });
  });

  test('a name that only ends alike is another one', () => {
    const dnsName = `my${DNS_NAME}`;
    expect(recognise([RECORDED], { ...SOUGHT, dnsName })).toHaveProperty('absent');
  });
});

describe('the call', () => {
  let loopback: Loopback;
  const find = (...names: string[]) => findUntil(AbortSignal.timeout(10_000), names);
  const findUntil = (signal: AbortSignal, names: readonly string[]) => {
    const look = lookIn(loopback.settings, {}, signal);
    return searchOf(look, accountsOf(look)).loadBalancer(names);
  };

  beforeAll(async () => {
    loopback = await startLoopback();
  });
  afterAll(() => loopback.close());

  test('asks once, by name, in the region of the DNS name', async () => {
    loopback.answer(() => member(DNS_NAME));
    const seen = await find('origin.example.com', 'lb.example.com', `dualstack.${DNS_NAME}.`);
    expect(seen).toMatchObject({
      status: 'observed',
      value: { arn: ARN, dnsName: DNS_NAME, scheme: 'internal', state: 'active_impaired', accountId: '111122223333' },
    });
    expect(loopback.calls).toEqual([
      {
        service: 'elasticloadbalancing',
        region: 'eu-central-1',
        action: 'DescribeLoadBalancers',
        input: { Version: '2015-12-01', 'Names.member.1': 'shop' },
      },
    ]);
  });

  test('keeps the capitals of the name where DNS shows them', async () => {
    loopback.answer(() => member(DNS_NAME));
    await find('internal-Shop-1234567890.eu-central-1.elb.amazonaws.com');
    expect(loopback.calls[0]?.input).toMatchObject({ 'Names.member.1': 'Shop' });
  });

  test('makes no call where no name is that of a load balancer', async () => {
    loopback.answer(() => member(DNS_NAME));
    expect(await find('origin.example.com', 'bucket.s3.amazonaws.com')).toEqual({
      status: 'not-applicable',
      reason: 'DNS names no AWS load balancer behind origin.example.com',
    });
    expect(loopback.calls).toEqual([]);
  });

  test('says what an unknown name may mean', async () => {
    loopback.answer(() => xmlError(400, 'LoadBalancerNotFound', 'One or more load balancers not found'));
    expect(await find(DNS_NAME)).toEqual({
      status: 'unavailable',
      reason:
        'no load balancer named shop in eu-central-1 of this account: it was deleted, or belongs to an account that we ' +
        'may not look into (memberRoles)',
    });
    expect(loopback.calls.map(({ input }) => input)).toEqual([
      { Version: '2015-12-01', 'Names.member.1': 'shop' },
      { Version: '2012-06-01', 'LoadBalancerNames.member.1': 'shop' },
    ]);
  });

  test('an empty answer is the same as an unknown name', async () => {
    loopback.answer(() => xml('DescribeLoadBalancers', '<LoadBalancers/>'));
    expect(await find(DNS_NAME)).toMatchObject({
      status: 'unavailable',
      reason: expect.stringContaining('no load balancer named shop'),
    });
  });

  test('a denied call names the permission', async () => {
    loopback.answer(() =>
      xmlError(
        403,
        'AccessDenied',
        'User: x is not authorized to perform: y because no identity-based policy allows it',
      ),
    );
    expect(await find(DNS_NAME)).toEqual({
      status: 'unavailable',
      reason: 'elasticloadbalancing:DescribeLoadBalancers was denied',
      permission: 'elasticloadbalancing:DescribeLoadBalancers',
    });
  });

  test('a throttled call is tried again, and lacks no permission when it stays throttled', async () => {
    loopback.answer(() => xmlError(400, 'Throttling', 'Rate exceeded'));
    expect(await find(DNS_NAME)).toEqual({
      status: 'unavailable',
      reason: 'elasticloadbalancing:DescribeLoadBalancers was throttled by AWS',
    });
    expect(loopback.calls).toHaveLength(10);
  });

  test('stops when the examination is over', async () => {
    loopback.answer(() => undefined);
    const seen = await findUntil(AbortSignal.timeout(50), [DNS_NAME]);
    expect(seen).toEqual({
      status: 'unavailable',
      reason: 'elasticloadbalancing:DescribeLoadBalancers did not answer in time',
    });
  });
});
