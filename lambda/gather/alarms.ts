import type { Described } from '../alarm-event/described.ts';
import { CLOUDFRONT_REGION } from '../cloudfront/region.ts';
import type { Alarm, AlarmSubject } from '../model/alarm.ts';
import type { Observation } from '../model/evidence.ts';
import type { Aws } from './clients.ts';
import { alarmsBelow } from './composite.ts';
import {
  breachingDistributions,
  MAX_SERIES,
  readContributors,
  readEvaluation,
  readSeries,
  UNKNOWN_EVALUATION,
} from './grouped.ts';
import { andThen, notApplicable, observed, unavailable } from './observe.ts';

type Grouped = Extract<AlarmSubject, { kind: 'grouped' }>;
type Ids = Observation<readonly string[]>;

/**
 * Which distributions an alarm is about. `contributorsSeen` are those whose own events came along with it. Not applicable
 * where there is nothing to diagnose; the reason says why.
 */
export async function distributionsOf(
  aws: Aws,
  alarm: Alarm,
  contributorsSeen: readonly string[],
  signal: AbortSignal,
): Promise<Ids> {
  const { subject } = alarm;
  switch (subject.kind) {
    case 'distributions':
      return observed(subject.ids);
    case 'unrelated':
      return notApplicable(subject.why);
    case 'composite':
      return ofComposite(aws, alarm, subject, signal);
    case 'grouped': {
      const seen = await seenOf(aws, alarm.name, subject, alarm.changedAt, signal);
      return beyondContributors(seen, contributorsSeen);
    }
  }
}

/** What is seen of a grouped alarm: its contributors in ALARM, and all distributions whose metric breaches. */
export type GroupSeen = { readonly contributors: Ids; readonly breaching: Ids };

async function seenOf(aws: Aws, name: string, subject: Grouped, at: string, signal: AbortSignal): Promise<GroupSeen> {
  const [contributors, evaluation, series] = await Promise.all([
    readContributors(aws, name, signal),
    readEvaluation(aws, name, signal),
    readSeries(aws, subject, at, signal),
  ]);
  const judged = evaluation.status === 'observed' ? evaluation.value : UNKNOWN_EVALUATION;
  const threshold = judged.threshold ?? subject.threshold;
  const breaching = await andThen(series, async (results): Promise<Ids> => {
    if (threshold === undefined) return unknownThreshold(name, evaluation);
    return observed(
      breachingDistributions(results, { ...judged, threshold }, { until: at, periodSeconds: subject.periodSeconds }),
    );
  });
  return { contributors, breaching };
}

function unknownThreshold(name: string, evaluation: Observation<unknown>): Ids {
  const permission = evaluation.status === 'unavailable' ? evaluation.permission : undefined;
  return unavailable(`the threshold of alarm ${name} is not known`, permission);
}

/**
 * One transition, one message a distribution, without any memory: contributors in ALARM sent events of their own, so what is
 * left to the alarm-level event are those beyond them (an alarm lists 100 contributors at most).
 */
export function beyondContributors({ contributors, breaching }: GroupSeen, contributorsSeen: readonly string[]): Ids {
  const told = new Set([...contributorsSeen, ...(contributors.status === 'observed' ? contributors.value : [])]);
  if (breaching.status === 'observed') {
    const rest = breaching.value.filter((id) => !told.has(id));
    if (rest.length > 0) return observed(rest);
    return notApplicable(
      told.size > 0 ? EACH_ITS_OWN : 'no distribution breaches the threshold of this alarm any more',
    );
  }
  if (told.size === 0) return breaching;
  return notApplicable(`${EACH_ITS_OWN}; whether there are more could not be seen: ${breaching.reason}`);
}

const EACH_ITS_OWN = 'every distribution in ALARM is told by its own event';

async function ofComposite(
  aws: Aws,
  { name, region, changedAt }: Alarm,
  subject: Extract<AlarmSubject, { kind: 'composite' }>,
  signal: AbortSignal,
): Promise<Ids> {
  if (region !== CLOUDFRONT_REGION) {
    return notApplicable(
      `composite alarm ${name} is in ${region}, and CloudFront's metrics are in ${CLOUDFRONT_REGION}`,
    );
  }
  const { alarms, unseen } = await alarmsBelow(aws, subject, signal);
  const each = await Promise.all(alarms.map((child) => ofChild(aws, child, changedAt, signal)));
  const ids = new Set(each.flatMap((one) => (one.status === 'observed' ? one.value : [])));
  if (ids.size > 0) return observed([...ids].slice(0, MAX_SERIES));
  const blind = [unseen, ...each].find((one) => one?.status === 'unavailable');
  return blind ?? notApplicable(`no child of composite alarm ${name} is about CloudFront errors`);
}

async function ofChild(aws: Aws, { name, subject }: Described, at: string, signal: AbortSignal): Promise<Ids> {
  if (subject.kind === 'distributions') return observed(subject.ids);
  if (subject.kind !== 'grouped') return notApplicable('it is not about CloudFront errors');
  const { contributors, breaching } = await seenOf(aws, name, subject, at, signal);
  const ids = [contributors, breaching].flatMap((one) => (one.status === 'observed' ? one.value : []));
  return ids.length > 0 || breaching.status === 'observed' ? observed([...new Set(ids)]) : breaching;
}
