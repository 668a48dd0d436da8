/** A distribution, a cause or an incident that nobody wants to hear of for a time. */
export type Mute = {
  /** A distribution's id, a rule's id or an incident's id. */
  readonly what: string;
  /** ISO 8601, UTC. */
  readonly until: string;
};
