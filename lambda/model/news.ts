/** What is said beside the diagnosis itself: that this may be heard twice, and that nothing could be remembered. */
export type News = {
  /** Whoever had this message before may have sent it, and did not live to say so. */
  readonly repeat?: boolean;
  /** Why the responder's memory could not be used, in a few words. */
  readonly forgot?: string;
};
