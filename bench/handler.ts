import { startAccount } from '../lab/account/server.ts';
import { type Issued, makeAuthority } from '../lab/authority.ts';
import { loadBundle } from '../lab/bundle.ts';
import type { Staging } from '../lab/case.ts';
import { ACCOUNT, SHOP_ID, shop, TOPIC_ARN } from '../lab/estate.ts';
import { eventBridge, sqs } from '../lab/events.ts';
import { tlsOrigin } from '../lab/origins/tls.ts';
import { startWorld } from '../lab/world.ts';
import { delayed } from './delayed.ts';
import { type Figure, median } from './figure.ts';

const ORIGINS = 8;
const CALL_MS = 30;
const ROUND_TRIP_MS = 80;
const RUNS = 9;

/** A policy of one's own, so that it must be read. */
const POLICY = '11111111-2222-4333-8444-555555555555';

/**
 * Injected delays that wait for each other: GetDistribution, then GetOriginRequestPolicy, then the dial (TCP, TLS 1.3, HEAD:
 * a round trip each), then Publish. The load balancer's four calls run beside the dial and are shorter.
 */
const CHAIN_MS = CALL_MS * 3 + ROUND_TRIP_MS * 3;

function staging(chain: readonly Issued[]): Staging {
  const numbers = Array.from({ length: ORIGINS }, (_, index) => index + 1);
  const balancer = (n: number) => `alb${n}-123456789${n}.eu-west-1.elb.amazonaws.com`;
  const arn = (n: number) => `arn:aws:acm:eu-west-1:${ACCOUNT}:certificate/${n}1111111-1111-4111-8111-111111111111`;
  return {
    dns: Object.fromEntries(
      numbers.flatMap((n) => [
        [`origin${n}.example.com`, { cname: balancer(n) }],
        [balancer(n), { a: [`192.0.2.${n}`] }],
      ]),
    ),
    origins: numbers.map((n) => ({ at: [`192.0.2.${n}`], serve: tlsOrigin({ chain, minVersion: 'TLSv1.3' }) })),
    account: {
      delayMs: CALL_MS,
      originRequestPolicies: [{ id: POLICY, name: 'own' }],
      distributions: [
        shop({
          origins: numbers.map((n) => ({ id: `o${n}`, domainName: `origin${n}.example.com` })),
          defaultBehavior: { origin: 'o1', originRequestPolicyId: POLICY },
          behaviors: numbers.slice(1).map((n) => ({ path: `/${n}/*`, origin: `o${n}`, originRequestPolicyId: POLICY })),
        }),
      ],
      loadBalancers: numbers.map((n) => ({
        region: 'eu-west-1',
        name: `alb${n}`,
        dnsName: balancer(n),
        arn: `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:loadbalancer/app/alb${n}/50dc6c495c0c918${n}`,
        listeners: [{ port: 443, defaultCertificateArn: arn(n) }],
      })),
      certificates: numbers.map((n) => ({ arn: arn(n), domainName: '*.example.com' })),
      topics: [{ arn: TOPIC_ARN, subscribers: [] }],
    },
  };
}

/** One alarm, one distribution with 8 origins, every AWS call 30 ms late, every origin 80 ms away; the warm handler. */
export async function handlerFigures(): Promise<Figure[]> {
  const now = new Date();
  const authority = await makeAuthority(now);
  const leaf = await authority.issue({ names: ['*.example.com'] });
  const wanted = staging([leaf, authority.intermediate]);
  const account = await startAccount(wanted.account);
  const trustAnchor = authority.root.pem;
  const stage = await startWorld(wanted, {
    endpoint: account.endpoint,
    trustAnchor,
    now,
    onEvidence: () => {},
    log: () => {},
  });
  const dial = (address: string, port: number) => delayed(stage.world.dial(address, port), ROUND_TRIP_MS);
  const handler = (await loadBundle()).createHandler({ ...stage.world, dial });
  const peak = { rss: 0 };
  const run = async (n: number) => {
    const event = sqs([eventBridge({ distributionId: SHOP_ID, at: new Date(now.getTime() + n).toISOString() })]);
    const started = performance.now();
    await handler(event, { awsRequestId: String(n), getRemainingTimeInMillis: () => 60_000 });
    peak.rss = Math.max(peak.rss, process.memoryUsage().rss);
    return performance.now() - started;
  };
  const cold = await run(0);
  const callsBefore = account.calls.length;
  const idle = process.memoryUsage().rss;
  const walls: number[] = [];
  for (let n = 1; n <= RUNS; n += 1) walls.push(await run(n));
  const calls = (account.calls.length - callsBefore) / RUNS;
  await Promise.all([stage.close(), account.close()]);
  const wall = median(walls);
  return [
    { what: 'first call, clients not loaded yet', value: cold, unit: 'ms' },
    { what: `warm, wall (median of ${RUNS})`, value: wall, unit: 'ms' },
    { what: 'longest chain of delays', value: CHAIN_MS, unit: 'ms' },
    { what: 'wall over longest chain', value: wall / CHAIN_MS, unit: 'times', limit: 1.3 },
    { what: 'AWS calls for one alarm', value: calls, unit: 'calls' },
    { what: 'memory above warm idle, at its peak', value: (peak.rss - idle) / 2 ** 20, unit: 'MiB' },
  ];
}
