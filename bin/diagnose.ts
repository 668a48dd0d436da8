#!/usr/bin/env node
import { originKind } from '../lambda/cloudfront/origin-kind.ts';
import { diagnose } from '../lambda/diagnose.ts';
import { gatherAlarm, gatherDistribution, gatherOrigins, nowhere } from '../lambda/gather/evidence.ts';
import { sourcesOf, startLook } from '../lambda/gather/sources.ts';
import type { Alarm } from '../lambda/model/alarm.ts';
import type { Evidence } from '../lambda/model/evidence.ts';
import { mergeTransitions, parseAlarms } from '../lambda/parse-alarm.ts';
import { report } from '../lambda/report/report.ts';
import { rules } from '../lambda/rules/index.ts';
import manifest from '../package.json' with { type: 'json' };
import type { Engine } from '../terminal/engine.ts';
import { main } from '../terminal/main.ts';
import { standIn } from '../terminal/stand-in.ts';

const NO_ACCOUNT = 'a host alone was asked about, and no AWS account';

/** The engine of the function, at a terminal: the one place where the two meet. */
const engine: Engine = {
  examineOrigin(options, world, signal, onProgress) {
    const look = startLook(sourcesOf(world), signal, onProgress);
    const value = standIn(options, originKind(options.host));
    const subject = { kind: 'origin' as const, host: options.host };
    return gatherOrigins(look, subject, { status: 'observed', value }, nowhere(NO_ACCOUNT));
  },
  examineDistribution(id, world, signal, onProgress) {
    return gatherDistribution(startLook(sourcesOf(world), signal, onProgress), id);
  },
  async examineEvent(event, world, signal, onProgress) {
    const look = startLook(sourcesOf(world), signal, onProgress);
    const alarms = firing(event);
    const seen: Evidence[] = [];
    await Promise.all(
      alarms.map((alarm) => gatherAlarm(look, alarm, [], async (_, gather) => void seen.push(await gather(look)))),
    );
    return seen;
  },
  diagnose: (evidence) => diagnose(evidence, rules),
  report,
};

/** The alarms of an event that went off, each transition once. */
function firing(event: unknown): Alarm[] {
  const { records } = parseAlarms(event);
  const problem = records.find((record) => record.problem)?.problem;
  if (problem) throw new Error(problem);
  return mergeTransitions(records.flatMap((record) => record.alarms)).filter(({ state }) => state === 'ALARM');
}

await main(engine, manifest.version);
