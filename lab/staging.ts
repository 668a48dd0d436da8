import type { CertificateFixture } from './account/fixture/certificate.ts';
import type { ListenerFixture } from './account/fixture/load-balancer.ts';
import type { AccountFixture } from './account/fixture.ts';
import type { Staging } from './case.ts';
import { ALB, alb, shop } from './estate.ts';
import type { OriginServer } from './loopback.ts';

/** The address of `origin.example.com` where it is a server of one's own. */
export const WEB = '203.0.113.10';

/** The two addresses of the lab's load balancer. */
export const BALANCER = ['203.0.113.20', '203.0.113.21'] as const;

/** What a case adds to a staging. */
export type More = Partial<Omit<Staging, 'account'>> & { readonly account?: Partial<AccountFixture> };

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
