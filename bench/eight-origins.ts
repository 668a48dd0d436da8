import type { AccountFixture } from '../lab/account/fixture.ts';
import type { Issued } from '../lab/authority.ts';
import type { Staging } from '../lab/case.ts';
import { ACCOUNT, shop, TOPIC_ARN } from '../lab/estate.ts';
import { tlsOrigin } from '../lab/origins/tls.ts';

/** A policy of one's own, so that it must be read. */
const POLICY = '11111111-2222-4333-8444-555555555555';

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8] as const;

const balancer = (n: number) => `alb${n}-123456789${n}.eu-west-1.elb.amazonaws.com`;
const certificate = (n: number) =>
  `arn:aws:acm:eu-west-1:${ACCOUNT}:certificate/${n}1111111-1111-4111-8111-111111111111`;

/** One distribution with eight origins, each a load balancer of its own with a certificate of its own; every AWS call `callMs` late. */
export function eightOrigins(chain: readonly Issued[], callMs: number): Staging {
  const names = NUMBERS.map((n) => [`origin${n}.example.com`, { cname: balancer(n) }] as const);
  const addresses = NUMBERS.map((n) => [balancer(n), { a: [`192.0.2.${n}`] }] as const);
  return {
    dns: Object.fromEntries([...names, ...addresses]),
    origins: NUMBERS.map((n) => ({ at: [`192.0.2.${n}`], serve: tlsOrigin({ chain, minVersion: 'TLSv1.3' }) })),
    account: { ...account(), delayMs: callMs },
  };
}

function account(): AccountFixture {
  const behind = (n: number) => ({ origin: `o${n}`, originRequestPolicyId: POLICY });
  return {
    originRequestPolicies: [{ id: POLICY, name: 'own' }],
    distributions: [
      shop({
        origins: NUMBERS.map((n) => ({ id: `o${n}`, domainName: `origin${n}.example.com` })),
        defaultBehavior: behind(1),
        behaviors: NUMBERS.slice(1).map((n) => ({ path: `/${n}/*`, ...behind(n) })),
      }),
    ],
    loadBalancers: NUMBERS.map((n) => ({
      region: 'eu-west-1',
      name: `alb${n}`,
      dnsName: balancer(n),
      arn: `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:loadbalancer/app/alb${n}/50dc6c495c0c918${n}`,
      listeners: [{ port: 443, defaultCertificateArn: certificate(n) }],
    })),
    certificates: NUMBERS.map((n) => ({ arn: certificate(n), domainName: '*.example.com' })),
    topics: [{ arn: TOPIC_ARN, subscribers: [] }],
  };
}
