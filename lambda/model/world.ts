import type { Duplex } from 'node:stream';
import type { Evidence } from './evidence.ts';

/** What DNS is asked through; `node:dns/promises`.Resolver fits. Rejections carry `code` (`ENOTFOUND`, `ENODATA`, `ESERVFAIL`, …). */
export type Resolver = {
  resolve4(name: string): Promise<string[]>;
  resolve6(name: string): Promise<string[]>;
  resolveCname(name: string): Promise<string[]>;
  /** The names that an address is given. */
  reverse(address: string): Promise<string[]>;
  resolveCaa(name: string): Promise<CaaRecord[]>;
  cancel(): void;
};

/** One CAA record as `node:dns` gives it: its flags, and its value under its tag. https://www.rfc-editor.org/rfc/rfc8659#section-4 */
export type CaaRecord = { readonly critical: number; readonly issue?: string; readonly issuewild?: string };

/** Where and as whom AWS is called. Everything optional: the SDK's own defaults hold otherwise. */
export type AwsSettings = {
  readonly endpoint?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly profile?: string;
};

/** Roles in other accounts that may be assumed, to see what is not in the own one. */
export type MemberRoles = {
  /** Role ARN by account id. These accounts are asked for what is not in the own one, five at most. */
  readonly byAccount?: Readonly<Record<string, string>>;
  /** The ARN of a role that every other account has, `{account}` in the place of its id: for what an ARN says is there. */
  readonly everywhere?: string;
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html */
  readonly externalId?: string;
};

/** How long and how much each look-up may take; where a field is missing, the roof's own figure holds. */
export type Limits = {
  /** From the SYN to the established connection. */
  readonly connectMs?: number;
  /** The whole TLS handshake. */
  readonly handshakeMs?: number;
  /** From the request to the end of the answer's headers. */
  readonly answerMs?: number;
  /** What belongs to the distribution as a whole: metrics and the like, which explain and seldom decide; and its tenants, which are told as unseen then. */
  readonly wholeMs?: number;
  /** Who changed and who owns what is found on the way, from when all of it is known. */
  readonly afterMs?: number;
  /** Between two pairs of look-ups in CloudTrail, in one Region. */
  readonly lookUpGapMs?: number;
  /** One distribution's whole evidence; what was not seen by then is told as not seen. */
  readonly evidenceMs?: number;
};

/** Where the function remembers what it has told. */
export type MemorySettings = {
  readonly tableName: string;
  /** How long each of its answers may take; the roof's own figure holds otherwise. */
  readonly answerMs?: number;
  /** How open incidents are looked at again: through whom (EventBridge Scheduler), as whom, and the queue that feeds the function. */
  readonly schedule?: { readonly groupName: string; readonly roleArn: string; readonly queueArn: string };
};

/** All that the function touches outside itself: the roof builds it once, a test or the lab builds its own. */
export type World = {
  now(): Date;
  readonly resolver: Resolver;
  /** Opens a TCP connection; emits `connect`, `error`, `close` as `net.Socket` does. */
  dial(address: string, port: number): Duplex;
  /** Trust anchors, PEM. */
  readonly trustAnchors: readonly string[];
  readonly aws: AwsSettings;
  /** Only the terminal's `--allow-private-addresses` sets it. */
  readonly allowPrivateAddresses: boolean;
  /** Where an address is looked for whose Region reverse DNS does not tell; at most four are asked. */
  readonly regions?: readonly string[];
  /** Whether access logs in CloudWatch Logs may be read: a query is paid for by what it scans. */
  readonly logs?: boolean;
  readonly memberRoles?: MemberRoles;
  /** The topic that diagnoses go to. */
  readonly topicArn: string;
  /** Absent at the terminal: nothing is remembered, and every alarm is told for itself. */
  readonly memory?: MemorySettings;
  readonly limits?: Limits;
  /** Where lines go that CloudWatch makes metrics of, each as it stands; `functionName` tells one responder from another. */
  readonly metrics?: { readonly functionName: string; write(line: string): void };
  /** Where the one line about each alarm goes; the function's own log by default. */
  log?(entry: Readonly<Record<string, unknown>>): void;
  /** Told of each evidence before it is judged: the lab and the terminal's `--evidence` save it. */
  onEvidence?(evidence: Evidence): void;
};
