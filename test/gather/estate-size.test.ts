import { expect, test } from '@jest/globals';
import type { AccountFixture } from '../../lab/account/fixture.ts';
import { startAccount } from '../../lab/account/server.ts';
import { recordsOf } from '../../lambda/gather/records.ts';
import type { Resolution } from '../../lambda/model/handshake.ts';
import { lookIn, worldWith } from './look.ts';

const BALANCER = 'shop-1234567890.eu-west-1.elb.amazonaws.com';
const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188';
const SHOP = { region: 'eu-west-1', name: 'shop', dnsName: BALANCER, arn: ARN, listeners: [{ port: 443 }] };
const alias = (name: string) => ({ name, alias: { target: BALANCER } });

/** What is looked for, and `others` of each kind around it: before it and after it in every order. */
function estate(others: number): AccountFixture {
  const many = Array.from({ length: others }, (_, index) => `x${String(index * 7_919).padStart(8, '0')}`);
  return {
    loadBalancers: [...many.map((name) => ({ region: 'eu-west-1', name })), SHOP],
    classicLoadBalancers: many.map((name) => ({ region: 'eu-west-1', name })),
    hostedZones: [
      ...many.flatMap((name) => [
        { id: `Z1${name}`, name: `${name}.example.com` },
        { id: `Z2${name}`, name: `example${name}.com` },
        { id: `Z3${name}`, name: `${name}.org` },
      ]),
      {
        id: 'ZSHOP',
        name: 'example.com',
        records: [
          alias('origin.example.com'),
          alias('*.b.example.com'),
          ...many.map((name) => alias(`${name}.example.com`)),
        ],
      },
    ],
    networkInterfaces: [
      ...many.map((name, index) => ({
        region: 'eu-west-1',
        id: `eni-${name}`,
        publicIp: `198.51.${index >> 8}.${index & 255}`,
      })),
      {
        region: 'eu-west-1',
        id: 'eni-shop',
        publicIp: '203.0.113.9',
        description: `ELB ${ARN.split(':loadbalancer/')[1]}`,
        managedBy: 'amazon-elb',
      },
    ],
  };
}

const resolved = (name: string, address: string, cnames: readonly string[] = []): Resolution => ({
  kind: 'resolved',
  name,
  cnames,
  addresses: [address],
  cut: 0,
});

const WAYS: readonly Resolution[] = [
  resolved('lb.example.com', '203.0.113.7', [BALANCER]),
  resolved('origin.example.com', '203.0.113.7'),
  resolved('a.b.example.com', '203.0.113.7'),
  resolved('elsewhere.example.net', '203.0.113.9'),
];

/** The calls that each way costs in such an account, and whether the load balancer was found. */
async function costs(fixture: AccountFixture): Promise<readonly (readonly string[])[]> {
  const account = await startAccount(fixture);
  const settings = { endpoint: account.endpoint, credentials: { accessKeyId: 'A', secretAccessKey: 'b' } };
  const resolver = {
    ...worldWith(settings).resolver,
    resolve4: async () => ['203.0.113.7'],
    reverse: async (address: string) => [`ec2-${address.replaceAll('.', '-')}.eu-west-1.compute.amazonaws.com`],
  };
  try {
    const all: string[][] = [];
    for (const way of WAYS) {
      const before = account.calls.length;
      const { loadBalancer } = await recordsOf(lookIn(settings, { resolver })).behind(way.name, way);
      expect([way.name, loadBalancer]).toMatchObject([way.name, { status: 'observed', value: { arn: ARN } }]);
      all.push(account.calls.slice(before).map(({ operation }) => operation));
    }
    return all;
  } finally {
    await account.close();
  }
}

test('what else an account holds costs no call: 5,000 load balancers and as many interfaces, 3,000 zones', async () => {
  const small = await costs(estate(0));
  expect(await costs(estate(5_000))).toEqual(small);
  expect(small.map((calls) => calls.length)).toEqual([1, 4, 6, 4]);
});
