import type { Change } from './change.ts';
import type { Ending, Incident, Replaced } from './incident.ts';

/** What is said beside the diagnosis itself. */
export type News = {
  /** Default: `diagnosis`. */
  readonly kind?: 'diagnosis' | 'joined' | 'back-again' | 'changed' | 'closed';
  /** The incident that the diagnosis belongs to; where nothing is remembered its id alone is known. */
  readonly incidentId?: string;
  readonly incident?: Incident;
  /** How it ended; for `closed`. */
  readonly ending?: Ending;
  /** Another certificate than the one that was served at the last diagnosis; where it has recovered, than at the first. */
  readonly replaced?: Replaced;
  /** Changes that nobody was told of; where present, those that were told are not told again. */
  readonly light?: readonly Change[];
  /** The causes that are new, as `causeOf` names them; for `changed`. */
  readonly causes?: readonly string[];
  /** What has changed since it was last told, one sentence each. */
  readonly changes?: readonly string[];
  /** The alarm had returned to OK before it was examined. */
  readonly quiet?: boolean;
  /** Whoever had this message before may have sent it, and did not live to say so. */
  readonly repeat?: boolean;
  /** Why the responder's memory could not be used, in a few words. */
  readonly forgot?: string;
};
