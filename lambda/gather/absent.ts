/** What was looked for is not in an account: a sentence without a full stop. */
export type Absent = {
  readonly absent: string;
  /** The DNS name of another load balancer that has the name looked for. */
  readonly namesake?: string;
};

/** Whether the answer is that it is not there. */
export function isAbsent<T extends object>(value: T | Absent): value is Absent {
  return 'absent' in value;
}
