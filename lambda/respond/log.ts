import type { Look } from '../gather/sources.ts';
import type { Alarm } from '../model/alarm.ts';

/** The one line about each alarm. */
export function log(
  { world }: Pick<Look, 'world'>,
  { name, arn, state, changedAt }: Pick<Alarm, 'name' | 'arn' | 'state' | 'changedAt'>,
  entry: Readonly<Record<string, unknown>>,
): void {
  write({ world }, { alarm: name, arn, state, changedAt, ...entry });
}

/** An alarm that nobody need be told of, and why. */
export function acknowledge(look: Pick<Look, 'world'>, alarm: Alarm, why: string): void {
  log(look, alarm, { outcome: 'acknowledged', why });
}

/** A line that is about no alarm. */
export function write({ world }: Pick<Look, 'world'>, line: Readonly<Record<string, unknown>>): void {
  if (world.log) world.log(line);
  else console.info(line);
}
