#!/usr/bin/env node
import { originKind } from '../lambda/cloudfront/origin-kind.ts';
import { diagnose } from '../lambda/diagnose.ts';
import { distributionsOf } from '../lambda/gather/alarms.ts';
import { gatherDistribution, gatherOrigins } from '../lambda/gather/evidence.ts';
import { type Look, sourcesOf, startLook } from '../lambda/gather/sources.ts';
import type { Alarm } from '../lambda/model/alarm.ts';
import type { Evidence } from '../lambda/model/evidence.ts';
import { parseAlarms, transitionKey } from '../lambda/parse-alarm.ts';
import { report } from '../lambda/report/report.ts';
import { rules } from '../lambda/rules/index.ts';
import manifest from '../package.json' with { type: 'json' };
import type { Engine } from '../terminal/engine.ts';
import { main } from '../terminal/main.ts';
import { standIn } from '../terminal/stand-in.ts';

/** The engine of the function, at a terminal: the one place where the two meet. */
const engine: Engine = {
  examineOrigin(options, world, signal, onProgress) {
    const look = startLook(sourcesOf(world), signal, onProgress);
    const value = standIn(options, originKind(options.host));
    return gatherOrigins(look, { kind: 'origin', host: options.host }, { status: 'observed', value });
  },
  examineDistribution(id, world, signal, onProgress) {
    return gatherDistribution(startLook(sourcesOf(world), signal, onProgress), id);
  },
  async examineEvent(event, world, signal, onProgress) {
    const look = startLook(sourcesOf(world), signal, onProgress);
    const alarms = firing(event);
    return (await Promise.all(alarms.map((alarm) => examineAlarm(look, alarm)))).flat();
  },
  diagnose: (evidence) => diagnose(evidence, rules),
  report,
};

/** The alarms of an event that went off, each transition once. */
function firing(event: unknown): Alarm[] {
  const { records } = parseAlarms(event);
  const problem = records.find((record) => record.problem)?.problem;
  if (problem) throw new Error(problem);
  const alarms = records.flatMap((record) => record.alarms).filter(({ state }) => state === 'ALARM');
  return [...new Map(alarms.map((alarm) => [transitionKey(alarm), alarm])).values()];
}

async function examineAlarm(look: Look, alarm: Alarm): Promise<Evidence[]> {
  const scope = await distributionsOf(look.aws, alarm, [], look.signal);
  if (scope.status === 'observed') return Promise.all(scope.value.map((id) => gatherDistribution(look, id, alarm)));
  if (scope.status === 'not-applicable') return [];
  const subject = { kind: 'distribution' as const, id: 'unknown' };
  return [{ schemaVersion: 1, subject, alarm, examinedAt: look.examinedAt, distribution: scope, origins: [] }];
}

await main(engine, manifest.version);
