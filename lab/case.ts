import type { Diagnosis } from '../lambda/model/diagnosis.ts';
import type { Certainty } from '../lambda/model/finding.ts';
import type { Limits, World } from '../lambda/model/world.ts';
import type { AccountFixture } from './account/fixture.ts';
import type { Authority } from './authority.ts';
import type { Zone } from './dns-server.ts';
import type { OriginServer } from './loopback.ts';

/** What a case builds its world with. */
export type Lab = {
  readonly authority: Authority;
  /** ISO 8601: the moment of the examination. */
  readonly now: string;
  /** ISO 8601: so many days from now; negative for the past. */
  at(days: number): string;
};

/** A server and the documentation addresses that it stands for; `firewall` drops every packet. Port 443 unless said otherwise. */
export type Served = {
  readonly at: readonly string[];
  readonly port?: number;
  readonly serve: OriginServer | 'firewall';
};

/** The world of one case. An address and port that no origin stands for refuse the connection. */
export type Staging = {
  readonly dns: Zone;
  readonly origins: readonly Served[];
  readonly account: AccountFixture;
  /** Default: an EventBridge event in SQS, about the lab's distribution. */
  readonly event?: unknown;
  readonly limits?: Limits;
  /** Whether access logs may be read. */
  readonly logs?: boolean;
  /** What the stack is deployed with. */
  readonly config?: Pick<World, 'memberRoles' | 'regions' | 'memory'>;
  /** What happens after the first event, in order; each is handled by a function of its own over the same account. */
  readonly steps?: readonly Step[];
};

/** Another event, after so many minutes, in a world that may have changed: what is named replaces what was there. */
export type Step = Partial<Pick<Staging, 'dns' | 'origins'>> & {
  readonly afterMinutes: number;
  /** `NEXT_LOOK`: the message that the function last had sent to itself for later. */
  readonly event: unknown;
};

/** The event of a step in which an open incident is looked at again. */
export const NEXT_LOOK = Symbol('the next look');

/** What one message must say. Lists are exact, in any order; a list that is left out is empty. */
export type Expectation = {
  readonly conclusion: Diagnosis['conclusion']['kind'];
  /** The leading finding. */
  readonly ruleId?: string;
  readonly certainty?: Certainty;
  readonly originId?: string;
  /** Rule ids told beside the leading one. */
  readonly also?: readonly string[];
  /** Rule ids told as unusual but harmless. */
  readonly notices?: readonly string[];
  /** Each must occur in the mail's text. */
  readonly says?: readonly string[];
  /** None may. */
  readonly neverSays?: readonly string[];
  /** Rule ids that must be among those ruled out. */
  readonly ruledOut?: readonly string[];
  /** One for each blind spot: a piece of its subject, reason or permission. */
  readonly blindSpots?: readonly string[];
};

export type Case = {
  /** The file's name. */
  readonly id: string;
  /** One line for `--list`: what is staged. */
  readonly story: string;
  build(lab: Lab): Promise<Staging> | Staging;
  /** One for each message, in the order of the distributions' ids, then of time; an empty list where nothing may be sent. */
  readonly expect: Expectation | readonly Expectation[];
};

/** Declares a case; there only so that the compiler reads along. */
export function defineCase(wanted: Case): Case {
  return wanted;
}
