import type { Distribution, Origin } from './model/distribution.ts';
import type { DistributionObserved, Observation, Observed } from './model/evidence.ts';

/** What every rule may look at beside the evidence it needs: configuration and the moment of the examination. */
export type Overview = {
  readonly distribution: Distribution;
  /** ISO 8601, UTC. */
  readonly examinedAt: string;
};

/** The same for a rule about one origin. */
export type Scene = Overview & { readonly origin: Origin };

/** All evidence that a rule about one origin may ask for by name: the origin's, and what belongs to the whole distribution. */
export type Evident = Observed & DistributionObserved;

/** The same as observations. */
export type AllObservations = { readonly [K in keyof Evident]: Observation<Evident[K]> };

/** What a rule is asked about: one origin with all that was seen, or (without one) the distribution as a whole. */
export type Place = { readonly origin?: Origin; readonly observations: Partial<AllObservations> };

/** The reason for what is missing in evidence that an older version saved. */
export const NOT_RECORDED = 'not recorded: the version that saved this evidence did not look at it';

const UNRECORDED: Extract<Observation<never>, { status: 'unavailable' }> = {
  status: 'unavailable',
  reason: NOT_RECORDED,
};

/** What was seen under this name. */
export function observationOf(key: keyof Evident, observations: Place['observations']): Observation<unknown> {
  return observations[key] ?? UNRECORDED;
}

/** What DNS said of the origin. */
export function resolutionOf({ resolution }: Place['observations']): Observation<Observed['resolution']> {
  return resolution ?? UNRECORDED;
}

/** A need that was not observed. */
export type Missing = {
  readonly need: string;
  readonly observation: Exclude<Observation<unknown>, { status: 'observed' }>;
};

/** A need that was not observed, if any. A thing that does not exist settles the matter whatever else was unseen. */
export function firstMissing(
  needs: readonly (keyof Evident)[],
  observations: Place['observations'],
): Missing | undefined {
  const missing: Missing[] = [];
  for (const need of needs) {
    const observation: Observation<unknown> = observationOf(need, observations);
    if (observation.status !== 'observed') missing.push({ need, observation });
  }
  return missing.find((one) => one.observation.status === 'not-applicable') ?? missing[0];
}
