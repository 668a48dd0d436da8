import { type Metric, type MetricGroup, metricLine } from '../metric-line.ts';
import type { Alarm } from '../model/alarm.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { World } from '../model/world.ts';
import type { Judged } from './examine.ts';

type Rang = Pick<Alarm, 'changedAt'>;

/** What one alarm took until people had been told, for whoever watches the responder. `calls`: to AWS, for looking. */
export function measure(world: World, alarm: Rang, judged: Judged, calls: number): void {
  if ('diagnosis' in judged) measureDiagnosis(world, alarm, judged.diagnosis, calls);
  else measureFailure(world);
}

function measureDiagnosis(world: World, alarm: Rang, { conclusion, blindSpots }: Diagnosis, calls: number): void {
  const certainty = 'primary' in conclusion ? conclusion.primary.certainty : 'none';
  const seconds = (world.now().getTime() - Date.parse(alarm.changedAt)) / 1_000;
  emit(world, (own) => [
    {
      dimensions: own,
      metrics: [
        // A clock that is ahead of ours has not come from the future.
        { name: 'SecondsFromAlarm', value: Math.max(0, seconds) || 0, unit: 'Seconds' },
        count('BlindSpots', blindSpots.length),
        count('AwsCalls', calls),
      ],
    },
    {
      dimensions: { ...own, Conclusion: conclusion.kind, Certainty: certainty },
      metrics: [count('Diagnoses', 1)],
    },
  ]);
}

/** People got the alarm without a diagnosis. */
export function measureFailure(world: World): void {
  emit(world, (dimensions) => [{ dimensions, metrics: [count('NotDiagnosed', 1)] }]);
}

/** The sign of life, with the number of `unconfirmed` subscriptions where they could be counted. */
export function measureHeartbeat(world: World, unconfirmed: number | undefined): void {
  const seen = unconfirmed === undefined ? [] : [count('UnconfirmedSubscriptions', unconfirmed)];
  emit(world, (dimensions) => [{ dimensions, metrics: [count('Heartbeat', 1), ...seen] }]);
}

function count(name: string, value: number): Metric {
  return { name, value, unit: 'Count' };
}

type Own = MetricGroup['dimensions'];

function emit({ metrics, now }: World, groups: (own: Own) => readonly MetricGroup[]): void {
  metrics?.write(metricLine(groups({ Function: metrics.functionName }), now().getTime()));
}
