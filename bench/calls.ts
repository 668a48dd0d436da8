import { loadBundle } from '../lab/bundle.ts';
import type { Case, Lab, Staging } from '../lab/case.ts';
import { loadCase } from '../lab/cases.ts';
import { SHOP_ID } from '../lab/estate.ts';
import { runCase } from '../lab/run.ts';
import { failedLines, usualTraffic } from '../lab/traffic.ts';
import type { Figure } from './figure.ts';

/** One case of the lab for each kind of origin: one in which much is asked. */
const KINDS: readonly (readonly [kind: string, id: string])[] = [
  ['application load balancer', 'closed-to-us-no-healthy-targets'],
  ['the same, its security group compared', 'security-group-admits-offices'],
  ['the same by a Route 53 alias', 'route-53-alias'],
  ['the same by its address', 'address-of-load-balancer'],
  ['network load balancer', 'network-load-balancer-targets-unhealthy'],
  ['classic load balancer', 'classic-load-balancer-closed-expired'],
  ['API Gateway', 'api-gateway-certificate-expired'],
  ['Lambda function URL', 'host-forwarded-to-function-url'],
  ['media service', 'host-forwarded-to-media'],
  ['S3 website endpoint', 's3-website-over-https'],
  ['S3 bucket', 's3-dotted-bucket-over-https'],
  ['another distribution', 'requests-come-back'],
  ['EC2 instance', 'address-of-instance'],
  ['VPC origin', 'vpc-origin-certificate-expired'],
  ['in another account', 'member-account'],
  ['a server of your own', 'certificate-expired'],
];

/** What an alarm about one application load balancer may cost: in CloudTrail and access logs, and in all else together. */
const MOST_OF_LOGS = 10;
const MOST_OF_ALL_ELSE = 25;

/** Calls of one alarm. `logs`: CloudTrail and the access logs; `own`: the responder's own table, topic and schedules. */
type Calls = { readonly logs: number; readonly own: number; readonly rest: number };

const LOGS = /^(cloudtrail|logs):/;
const OWN = /^(dynamodb|sns|scheduler):/;

/** AWS calls of one alarm by kind of origin, with everything switched on: access logs, additional metrics, memory, and roles in other accounts where the case has any. */
export async function callsFigures(): Promise<Figure[]> {
  const bundle = await loadBundle();
  const counted: (readonly [string, Calls])[] = [];
  for (const [kind, id] of KINDS) {
    const { calls } = await runCase(switchedOn(await loadCase(id)), bundle);
    counted.push([kind, count(calls.map(({ operation }) => operation))]);
  }
  console.log(row('', 'all', 'logs', 'own', 'rest'));
  for (const [kind, one] of counted)
    console.log(row(kind, ...[one.logs + one.own + one.rest, one.logs, one.own, one.rest].map(String)));
  const [[, balancer] = ['', { logs: 0, own: 0, rest: 0 }]] = counted;
  const most = Math.max(...counted.map(([, { logs, own, rest }]) => logs + own + rest));
  return [
    { what: 'application load balancer: CloudTrail, logs', value: balancer.logs, unit: 'calls', limit: MOST_OF_LOGS },
    {
      what: 'application load balancer: all else',
      value: balancer.own + balancer.rest,
      unit: 'calls',
      limit: MOST_OF_ALL_ELSE,
    },
    { what: 'the most of any kind', value: most, unit: 'calls' },
  ];
}

function count(operations: readonly string[]): Calls {
  const logs = operations.filter((one) => LOGS.test(one)).length;
  const own = operations.filter((one) => OWN.test(one)).length;
  return { logs, own, rest: operations.length - logs - own };
}

function switchedOn(wanted: Case): Case {
  return { ...wanted, build: async (lab) => withEverything(await wanted.build(lab), lab) };
}

function withEverything(staging: Staging, { now }: Lab): Staging {
  const { account } = staging;
  const lines = failedLines(now, [{ host: 'www.example.com', path: '/', count: 80 }]);
  return {
    ...staging,
    logs: true,
    account: {
      ...account,
      distributions: (account.distributions ?? []).map((one) => ({ ...one, additionalMetrics: true })),
      metrics: [...usualTraffic(now, { codes: { 502: 1 } }), ...(account.metrics ?? [])],
      accessLogs: [{ distributionId: SHOP_ID, lines }],
    },
  };
}

function row(kind: string, ...cells: readonly string[]): string {
  return `  ${kind.padEnd(38)} ${cells.map((cell) => cell.padStart(9)).join('')}`;
}
