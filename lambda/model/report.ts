import type { News } from './news.ts';

/** What people and machines are told of one diagnosis. */
export type Report = {
  /** Under 100 characters, no line breaks or control characters. */
  readonly subject: string;
  /** Plain text for mail and terminals. */
  readonly text: string;
  /** The `Diagnosis` as JSON text. */
  readonly json: string;
  /** SNS message attributes to filter on. */
  readonly attributes: {
    readonly ruleId: string;
    readonly certainty: 'proven' | 'likely' | 'none';
    readonly distributionId: string;
    readonly conclusion: 'root-cause' | 'origin-answered' | 'noise' | 'no-fault-found' | 'inconclusive';
    /** Of the incident that the message belongs to; `none` at a terminal. */
    readonly incidentId: string;
    readonly kind: NonNullable<News['kind']>;
    /** Present where people may have been told already. */
    readonly repeat?: 'possible';
  };
};
