import type { CertificateFixture } from './account/fixture/certificate.ts';
import type { RecordSetFixture } from './account/fixture/hosted-zone.ts';
import type { InboundRuleFixture } from './account/fixture/network.ts';
import type { NetworkInterfaceFixture } from './account/fixture/network-interface.ts';
import type { AccountFixture } from './account/fixture.ts';
import type { Staging } from './case.ts';
import { ALB, alb, REGION, shop } from './estate.ts';
import type { OriginServer } from './loopback.ts';
import { BALANCER, type More, WEB } from './staging.ts';

/** The public zone `example.com` of the account. */
export const ZONE_ID = 'Z0LABEXAMPLE1';

const ALIAS: readonly RecordSetFixture[] = [
  { name: 'origin.example.com', alias: { target: `dualstack.${ALB.dnsName}` } },
];

/** One distribution before `origin.example.com`, an alias in Route 53 of the lab's application load balancer. */
export function behindAlias(
  serve: OriginServer | 'firewall',
  certificates: readonly CertificateFixture[],
  {
    records = ALIAS,
    account,
  }: { readonly records?: readonly RecordSetFixture[]; readonly account?: Partial<AccountFixture> } = {},
): Staging {
  const balancer = { a: BALANCER };
  return {
    dns: {
      'origin.example.com': balancer,
      [ALB.dnsName]: balancer,
      [`dualstack.${ALB.dnsName}`]: balancer,
    },
    origins: [{ at: BALANCER, serve }],
    account: {
      distributions: [shop()],
      loadBalancers: [alb()],
      certificates,
      hostedZones: [{ id: ZONE_ID, name: 'example.com', records }],
      ...account,
    },
  };
}

/** The instance that `ofInstance` puts behind an address. */
export const INSTANCE_ID = 'i-0abcdef1234567890';

/** A moment so many minutes earlier, as EC2 writes it: `2026-11-20 10:01:02`. */
export function minutesBefore(now: string, minutes: number): string {
  return new Date(Date.parse(now) - minutes * 60_000).toISOString().replace('T', ' ').slice(0, 19);
}

/** The security group of the instance that `behindInstanceGate` puts behind an address. */
export const INSTANCE_GROUP = 'sg-0aa11bb22cc33dd44';

/** The network interface that the lab's load balancer keeps. */
export function ofBalancer(): NetworkInterfaceFixture {
  return {
    region: REGION,
    id: 'eni-0b41a7c5e8d2f9630',
    publicIp: WEB,
    description: `ELB ${ALB.arn.split(':loadbalancer/')[1]}`,
    managedBy: 'amazon-elb',
  };
}

/** The network interface of an instance. */
export function ofInstance(more: Partial<NetworkInterfaceFixture> = {}): NetworkInterfaceFixture {
  return {
    region: REGION,
    id: 'eni-0f7d3b2a19c8e6540',
    publicIp: WEB,
    instanceId: INSTANCE_ID,
    securityGroups: [INSTANCE_GROUP],
    ...more,
  };
}

/** One distribution before `origin.example.com`: an address that a network interface of the account has, as reverse DNS tells. */
export function behindAddress(
  serve: OriginServer | 'firewall',
  held: NetworkInterfaceFixture,
  { account, dns, ...more }: More = {},
): Staging {
  return {
    dns: { 'origin.example.com': { a: [WEB] }, [REVERSE]: { ptr: PUBLIC_NAME }, ...dns },
    origins: [{ at: [WEB], serve }],
    account: { distributions: [shop()], loadBalancers: [alb()], networkInterfaces: [held], ...account },
    ...more,
  };
}

/** The same, our packets dropped: an instance in a security group with these rules. */
export function behindInstanceGate(inbound: readonly InboundRuleFixture[], more: More = {}): Staging {
  const securityGroups = [{ region: REGION, id: INSTANCE_GROUP, name: 'web', inbound }];
  const held = ofInstance({ securityGroups: [INSTANCE_GROUP] });
  const account = { securityGroups, ...more.account };
  return behindAddress('firewall', held, { limits: { connectMs: 400 }, ...more, account });
}

/** What EC2 calls the address, and where DNS is asked for that. */
const PUBLIC_NAME = `ec2-${WEB.replaceAll('.', '-')}.${REGION}.compute.amazonaws.com`;
const REVERSE = `${WEB.split('.').toReversed().join('.')}.in-addr.arpa`;
