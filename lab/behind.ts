import type { CertificateFixture } from './account/fixture/certificate.ts';
import type { ClassicFixture } from './account/fixture/classic.ts';
import type { ListenerFixture, LoadBalancerFixture } from './account/fixture/load-balancer.ts';
import type { InboundRuleFixture } from './account/fixture/network.ts';
import type { AccountFixture, MemberFixture } from './account/fixture.ts';
import type { Authority } from './authority.ts';
import { GROUP } from './behind-gate.ts';
import type { Staging } from './case.ts';
import { ALB, alb, certificateArn, inAcm, REGION, shop } from './estate.ts';
import type { OriginServer } from './loopback.ts';
import { BALANCER } from './staging.ts';
import type { Issued } from './wish.ts';

/** The lab's classic load balancer. */
export const CLASSIC = { name: 'shop-classic', dnsName: `shop-classic-987654321.${REGION}.elb.amazonaws.com` } as const;

/** The same, sound in every other way, behind a security group with these rules; our packets are dropped. */
export async function behindClosedClassic(
  authority: Authority,
  inbound: readonly InboundRuleFixture[],
  wanted: Partial<Pick<Issued, 'names' | 'notBefore' | 'notAfter'>> = {},
): Promise<Staging> {
  const leaf = await authority.issue({ names: ['origin.example.com'], ...wanted });
  const status = wanted.notAfter ? 'EXPIRED' : 'ISSUED';
  const staging = behindClassic('firewall', [{ port: 443, certificateArn: certificateArn(1) }], {
    certificates: [inAcm(leaf, certificateArn(1), { status, inUseBy: [] })],
  });
  const classicLoadBalancers = (staging.account.classicLoadBalancers ?? []).map((one) => ({
    ...one,
    securityGroups: [GROUP],
  }));
  return closed({ ...staging, account: { ...staging.account, classicLoadBalancers } }, inbound);
}

function closed(staging: Staging, inbound: readonly InboundRuleFixture[]): Staging {
  const securityGroups = [{ region: REGION, id: GROUP, name: 'shop-public', inbound }];
  return { ...staging, account: { ...staging.account, securityGroups }, limits: { connectMs: 400 } };
}

type ClassicListeners = NonNullable<ClassicFixture['listeners']>;

/** One distribution before `origin.example.com`, a CNAME of a classic load balancer. */
export function behindClassic(
  serve: OriginServer | 'firewall',
  listeners: ClassicListeners,
  {
    certificates = [],
    port,
    account,
    held,
  }: {
    readonly certificates?: readonly CertificateFixture[];
    readonly port?: number;
    /** More of the load balancer. */
    readonly held?: Partial<ClassicFixture>;
    readonly account?: Partial<AccountFixture>;
  },
): Staging {
  return {
    dns: { 'origin.example.com': { cname: CLASSIC.dnsName }, [CLASSIC.dnsName]: { a: BALANCER } },
    origins: [{ at: BALANCER, serve, ...(port && { port }) }],
    account: {
      distributions: [shop()],
      classicLoadBalancers: [
        { region: REGION, ...CLASSIC, listeners, instances: held?.unfit ? [] : ['i-0123456789abcdef0'], ...held },
      ],
      certificates,
      ...account,
    },
  };
}

/** The lab's network load balancer. */
export const NLB = {
  name: 'shop-nlb',
  dnsName: `shop-nlb-0123456789abcdef.elb.${REGION}.amazonaws.com`,
  arn: `arn:aws:elasticloadbalancing:${REGION}:111122223333:loadbalancer/net/shop-nlb/0123456789abcdef`,
} as const;

/** One distribution before `origin.example.com`, a CNAME of a network load balancer with one listener on 443. */
export function behindNetwork(
  serve: OriginServer | 'firewall',
  listener: Partial<ListenerFixture>,
  certificates: readonly CertificateFixture[],
  more: Pick<LoadBalancerFixture, 'securityGroups' | 'targetGroups'> = {},
): Staging {
  const listeners = [{ port: 443, ...listener }];
  const balancer = { region: REGION, type: 'network' as const, ...NLB, listeners, ...more };
  return {
    dns: { 'origin.example.com': { cname: NLB.dnsName }, [NLB.dnsName]: { a: BALANCER } },
    origins: [{ at: BALANCER, serve }],
    account: { distributions: [shop()], loadBalancers: [balancer], certificates },
  };
}

/** The same behind a security group with these rules; our packets are dropped. */
export function behindClosedNetwork(
  inbound: readonly InboundRuleFixture[],
  listener: Partial<ListenerFixture>,
  targetGroups?: LoadBalancerFixture['targetGroups'],
): Staging {
  const more = { securityGroups: [GROUP], ...(targetGroups && { targetGroups }) };
  return closed(behindNetwork('firewall', listener, [], more), inbound);
}

/** The same ARN in the other account. */
export function there(arn: string): string {
  return arn.replace(':111122223333:', `:${MEMBER.accountId}:`);
}

/** Another account, where the load balancer is. */
export const MEMBER = { accountId: '444455556666', roleName: 'OriginResponderMember' } as const;

/** One distribution before a load balancer that another account holds; `roles` are those there that let us in. */
export function inMember(
  serve: OriginServer | 'firewall',
  leaf: Issued,
  roles: readonly { readonly name: string }[],
  more: Partial<MemberFixture> = {},
): Staging {
  const certificate = there(certificateArn(1));
  const own = alb({
    arn: there(ALB.arn),
    listener: { arn: there(ALB.listenerArn), defaultCertificateArn: certificate },
  });
  const held = inAcm(leaf, certificate, { status: 'EXPIRED', inUseBy: [there(ALB.arn)] });
  const role = `arn:aws:iam::${MEMBER.accountId}:role/${MEMBER.roleName}`;
  const member = { accountId: MEMBER.accountId, roles, loadBalancers: [own], certificates: [held], ...more };
  return {
    dns: { 'origin.example.com': { cname: ALB.dnsName }, [ALB.dnsName]: { a: BALANCER } },
    origins: [{ at: BALANCER, serve }],
    account: { distributions: [shop()], members: [member] },
    config: { memberRoles: { byAccount: { [MEMBER.accountId]: role } } },
  };
}
