/** The function's message to itself, through its own queue: to look at an open incident again. Whoever forges one causes a look at most. */
export type LookAgain = {
  readonly originResponder: 'look-again';
  /** The incident's id. */
  readonly incident: string;
  /** Which course of the incident, which comeback in it, and which look: what is not the next one is not answered. */
  readonly openedAt: string;
  readonly comebacks: number;
  readonly look: number;
};
