import type { Call } from './account.ts';

/** A call while it is answered. */
export type OpenCall = {
  /** Adds the parameters, once they are read. */
  tell(parameters: Readonly<Record<string, unknown>>): void;
  /** Writes down how it ended. */
  close(outcome: string): void;
};

/** The calls in the order they came; each stands there from the moment it arrives. */
export type Ledger = {
  readonly calls: readonly Call[];
  open(call: Pick<Call, 'service' | 'operation' | 'region' | 'accountId'>): OpenCall;
};

/** An empty ledger; time counts from now. */
export function openLedger(): Ledger {
  const startedAt = performance.now();
  const calls: Call[] = [];
  return {
    calls,
    open(call) {
      const index = calls.length;
      let entry: Call = { ...call, at: performance.now() - startedAt, parameters: {}, outcome: 'unanswered' };
      const change = (known: Partial<Call>) => {
        entry = { ...entry, ...known };
        calls[index] = entry;
      };
      change({});
      return {
        tell: (parameters) => change({ parameters }),
        close: (outcome) => change({ outcome }),
      };
    },
  };
}
