import { alarmName, alarmsInRule } from '../alarm-event/composite.ts';
import { type Described, readDescription } from '../alarm-event/described.ts';
import type { AlarmSubject } from '../model/alarm.ts';
import type { Observation } from '../model/evidence.ts';
import type { Aws } from './clients.ts';
import { observe, observed } from './observe.ts';

/** Alarms looked at below one composite alarm, however deep. */
const MAX_ALARMS = 500;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const NAMES_A_CALL = 100;

type Unseen = Exclude<Observation<never>, { status: 'observed' }>;

/** The alarms below a composite one that are about CloudFront errors, and what stood in the way of seeing all. */
export type Below = { readonly alarms: readonly Described[]; readonly unseen?: Unseen };

/**
 * Walks down a composite alarm, level by level: first the children that triggered it; where they lead to nothing, all that
 * its rule names. Every alarm is looked at once, so that cycles end.
 */
export async function alarmsBelow(
  aws: Aws,
  { rule, children }: Extract<AlarmSubject, { kind: 'composite' }>,
  signal: AbortSignal,
): Promise<Below> {
  const seen = new Set<string>();
  const triggering = await walk(aws, children, seen, signal);
  if (triggering.alarms.length > 0 || triggering.unseen) return triggering;
  return walk(aws, alarmsInRule(rule), seen, signal);
}

async function walk(aws: Aws, from: readonly string[], seen: Set<string>, signal: AbortSignal): Promise<Below> {
  const alarms: Described[] = [];
  let level = unseenOf(from, seen);
  while (level.length > 0) {
    const answer = await describeAlarms(aws, level, signal);
    if (answer.status !== 'observed') return { alarms: firing(alarms), unseen: answer };
    alarms.push(...answer.value.filter(isAboutCloudFront));
    level = unseenOf(answer.value.flatMap(childrenOf), seen);
  }
  return { alarms: firing(alarms) };
}

/** Names not yet looked at, which count as looked at from here on. */
function unseenOf(namesOrArns: readonly string[], seen: Set<string>): string[] {
  const names = [...new Set(namesOrArns.map(alarmName))].filter((name) => !seen.has(name));
  const next = names.slice(0, Math.max(0, MAX_ALARMS - seen.size));
  for (const name of next) seen.add(name);
  return next;
}

function childrenOf({ subject }: Described): readonly string[] {
  return subject.kind === 'composite' ? subject.children : [];
}

function isAboutCloudFront({ subject }: Described): boolean {
  return subject.kind === 'distributions' || subject.kind === 'grouped';
}

/** Those in ALARM; all where none is any more: a rule may also wait for an alarm to be OK. */
function firing(alarms: readonly Described[]): readonly Described[] {
  const inAlarm = alarms.filter((one) => one.inAlarm);
  return inAlarm.length > 0 ? inAlarm : alarms;
}

/** Alarms of every type by name; names that do not exist are left out of the answer. */
async function describeAlarms(
  aws: Aws,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Observation<readonly Described[]>> {
  return observe('cloudwatch:DescribeAlarms', async () => {
    const starts = Array.from({ length: Math.ceil(names.length / NAMES_A_CALL) }, (_, index) => index * NAMES_A_CALL);
    const pages = await Promise.all(
      starts.map((start) => describe(aws, names.slice(start, start + NAMES_A_CALL), signal)),
    );
    return observed(pages.flat().flatMap((one) => readDescription(one) ?? []));
  });
}

/** As CloudWatch tells them, page by page. */
async function describe(aws: Aws, names: readonly string[], signal: AbortSignal): Promise<unknown[]> {
  const { sdk, client } = await aws.cloudwatch();
  const found: unknown[] = [];
  let NextToken: string | undefined;
  do {
    const command = new sdk.DescribeAlarmsCommand({
      AlarmNames: [...names],
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'],
      MaxRecords: NAMES_A_CALL,
      NextToken,
    });
    const page = await client.send(command, { abortSignal: signal });
    found.push(...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? []), ...(page.LogAlarms ?? []));
    NextToken = page.NextToken;
  } while (NextToken && found.length < MAX_ALARMS);
  return found;
}
