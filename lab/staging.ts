import type { CertificateFixture } from './account/fixture/certificate.ts';
import type { RecordSetFixture } from './account/fixture/hosted-zone.ts';
import type { ListenerFixture } from './account/fixture/load-balancer.ts';
import type { NetworkInterfaceFixture } from './account/fixture/network-interface.ts';
import type { AccountFixture } from './account/fixture.ts';
import type { Staging } from './case.ts';
import { ALB, alb, REGION, shop } from './estate.ts';
import type { OriginServer } from './loopback.ts';

/** The address of `origin.example.com` where it is a server of one's own. */
export const WEB = '203.0.113.10';

/** The two addresses of the lab's load balancer. */
export const BALANCER = ['203.0.113.20', '203.0.113.21'] as const;

type More = Partial<Omit<Staging, 'account'>> & { readonly account?: Partial<AccountFixture> };

/** One distribution before one server of one's own, `origin.example.com`. */
export function ownServer(serve: OriginServer | 'firewall', { account, ...more }: More = {}): Staging {
  return {
    dns: { 'origin.example.com': { a: [WEB] } },
    origins: [{ at: [WEB], serve }],
    account: { distributions: [shop()], ...account },
    ...more,
  };
}

/** One distribution before `origin.example.com`, a CNAME of the lab's application load balancer. */
export function behindBalancer(
  serve: OriginServer | 'firewall',
  held: { readonly certificates?: readonly CertificateFixture[]; readonly listener?: Partial<ListenerFixture> },
  { account, dns, ...more }: More = {},
): Staging {
  return {
    dns: { 'origin.example.com': { cname: ALB.dnsName }, [ALB.dnsName]: { a: BALANCER }, ...dns },
    origins: [{ at: BALANCER, serve }],
    account: {
      distributions: [shop()],
      loadBalancers: [alb({ listener: held.listener })],
      certificates: held.certificates ?? [],
      ...account,
    },
    ...more,
  };
}

/** The public zone `example.com` of the account. */
export const ZONE_ID = 'Z0LABEXAMPLE1';

const ALIAS: readonly RecordSetFixture[] = [
  { name: 'origin.example.com', alias: { target: `dualstack.${ALB.dnsName}` } },
];

/** One distribution before `origin.example.com`, an alias in Route 53 of the lab's application load balancer. */
export function behindAlias(
  serve: OriginServer,
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
    securityGroups: ['sg-0aa11bb22cc33dd44'],
    ...more,
  };
}

/** One distribution before `origin.example.com`: an address that a network interface of the account has, as reverse DNS tells. */
export function behindAddress(
  serve: OriginServer,
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

/** What EC2 calls the address, and where DNS is asked for that. */
const PUBLIC_NAME = `ec2-${WEB.replaceAll('.', '-')}.${REGION}.compute.amazonaws.com`;
const REVERSE = `${WEB.split('.').toReversed().join('.')}.in-addr.arpa`;
