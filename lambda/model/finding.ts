/** `proven`: CloudFront cannot complete this dial. `likely`: it fits, and nothing better does. */
export type Certainty = 'proven' | 'likely';

/** What makes two alarms one incident: `kind` names the thing, `key` identifies it across accounts and runs. */
export type Witness = {
  readonly kind: 'certificate' | 'listener' | 'endpoint' | 'record' | 'load-balancer' | 'function' | 'distribution';
  readonly key: string;
};

/** How much of the origin is hit: `failing` of `seen` dials; `of` says which, in words for a reader (`203.0.113.7`, `www.example.com`). */
export type Reach = { readonly failing: number; readonly seen: number; readonly of: readonly string[] };

/** One thing to do. `command`, `verify` and `undo` are shell lines with this incident's own names, ready to paste. */
export type Step = {
  readonly action: string;
  readonly command?: string;
  readonly verify?: string;
  /** Takes back what the command did; absent where it changes nothing, or nothing takes it back. */
  readonly undo?: string;
  readonly reference?: string;
};

/** What people try and why it cannot help. */
export type DeadEnd = { readonly tempting: string; readonly why: string };

/** A distribution tenant, and the domains by which its viewers come. */
export type TenantHit = { readonly id: string; readonly name: string; readonly domains: readonly string[] };

export type Finding = {
  readonly ruleId: string;
  /** Empty where the finding is about the distribution as a whole. */
  readonly originId: string;
  /** One sentence without a full stop that already says the cause, with this incident's names. */
  readonly title: string;
  readonly certainty: Certainty;
  readonly witness: Witness;
  readonly reach: Reach;
  /** Of a multi-tenant distribution: how many tenants' viewers meet it, as far as tenants were seen, and which; ten at most are named. */
  readonly tenants?: { readonly count: number; readonly named: readonly TenantHit[] };
  /** When it broke or will break, ISO 8601. */
  readonly breaksAt?: string;
  readonly explanation: string;
  /** What was seen, by whom, since when: at most three lines. */
  readonly evidence: readonly string[];
  readonly remedy: readonly Step[];
  readonly deadEnds: readonly DeadEnd[];
  /** URLs. */
  readonly references: readonly string[];
};

export type Verdict = {
  readonly ruleId: string;
  /** Empty where the rule is about the distribution as a whole. */
  readonly originId: string;
} /** `leads` false: unusual and worth a line, but not why. */ & (
  | {
      readonly kind: 'found';
      readonly finding: Finding;
      readonly leads: boolean;
      /** It leads only where nothing else explains the failure. */
      readonly lastResort?: true;
    }
  | { readonly kind: 'ruled-out' }
  | { readonly kind: 'not-judged'; readonly need: string; readonly reason: string; readonly permission?: string }
  | { readonly kind: 'not-applicable' }
);
