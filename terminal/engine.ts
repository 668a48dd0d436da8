import type { Diagnosis } from '../lambda/model/diagnosis.ts';
import type { Evidence } from '../lambda/model/evidence.ts';
import type { Report } from '../lambda/model/report.ts';
import type { World } from '../lambda/model/world.ts';
import type { OriginOptions } from './command.ts';

/** Told in a few words what is being asked, while it is asked. */
export type OnProgress = (doing: string) => void;

/** What the terminal asks for; the roof hands in the real one. A rejection is a run that could not be made; its message is shown. */
export type Engine = {
  examineOrigin(options: OriginOptions, world: World, signal: AbortSignal, onProgress: OnProgress): Promise<Evidence>;
  examineDistribution(id: string, world: World, signal: AbortSignal, onProgress: OnProgress): Promise<Evidence>;
  /** One evidence for each distribution that the alarms in the event are about; none where nothing is to be examined. */
  examineEvent(event: unknown, world: World, signal: AbortSignal, onProgress: OnProgress): Promise<readonly Evidence[]>;
  diagnose(evidence: Evidence): Diagnosis;
  report(diagnosis: Diagnosis, evidence: Evidence): Report;
};
