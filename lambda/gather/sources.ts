import { setMaxListeners } from 'node:events';
import type { Mute } from '../model/mute.ts';
import type { Limits, World } from '../model/world.ts';
import { type Anchors, parseAnchors } from '../tls/path.ts';
import { GAP_MS } from './changes.ts';
import { type Aws, awsClients } from './clients.ts';
import { Clock } from './clock.ts';
import { Gate } from './gate.ts';
import { type Members, membersOf } from './members.ts';

/** What every look-up is made with: built once for a world, kept while the function is warm. */
export type Sources = {
  readonly world: World;
  readonly aws: Aws;
  readonly clock: Clock;
  readonly members: Members;
  readonly anchors: Anchors;
  readonly limits: Required<Limits>;
  /** Every connection to an origin goes through it, of whichever origin, distribution or alarm. */
  readonly gate: Gate;
  /** The same for origins whose names are looked up. */
  readonly lookUps: Gate;
};

/**
 * Connections to origins that are open at the same time, all together: an eighth of the descriptors that Lambda grants.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_OPEN = 128;

/** Origins looked up in DNS at the same time. An operating system's usual buffer holds some 256 datagrams: what comes beyond is lost, and looks like silence. */
const MAX_LOOK_UPS = 64;

/** One examination: its sources, the moment that dates are judged against, its deadline, and who is told how far it is. */
export type Look = Sources & {
  /** ISO 8601, UTC. */
  readonly examinedAt: string;
  readonly signal: AbortSignal;
  /** When the caller's own time is up, and with it everything; absent where there is all the time in the world. */
  readonly ending?: AbortSignal;
  /** What nobody wants to hear of for a time; read when first asked, once for everything that came together. Absent at the terminal. */
  readonly mutes?: () => Promise<readonly Mute[]>;
  progress(line: string): void;
};

/**
 * CloudFront waits 10 s for a connection and 30 s for an answer by default; people wait for us, so a silence is told sooner.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
 */
const LIMITS: Required<Limits> = {
  connectMs: 5_000,
  handshakeMs: 5_000,
  answerMs: 8_000,
  wholeMs: 3_000,
  afterMs: 3_000,
  lookUpGapMs: GAP_MS,
  evidenceMs: 20_000,
};

/** Makes the sources of a world: clients are loaded when first asked for, trust anchors are parsed here, once. */
export function sourcesOf(world: World): Sources {
  const clock = new Clock(() => world.now());
  const aws = awsClients(world.aws, clock);
  return {
    world,
    aws,
    clock,
    members: membersOf(aws, world.aws, world.memberRoles, () => world.now()),
    anchors: parseAnchors(world.trustAnchors),
    limits: { ...LIMITS, ...world.limits },
    gate: new Gate(MAX_OPEN),
    lookUps: new Gate(MAX_LOOK_UPS),
  };
}

/** Starts one examination, which ends by its own deadline or when the caller's `ending` says so. */
export function startLook(sources: Sources, ending?: AbortSignal, progress: (line: string) => void = () => {}): Look {
  return { ...sources, ...timeOf(sources, ending), progress };
}

/** The same examination, whose time begins now: whoever waited for something else has not looked yet. */
export function startAnew(look: Look): Look {
  return { ...look, ...timeOf(look, look.ending) };
}

function timeOf({ world, limits }: Sources, ending?: AbortSignal): Pick<Look, 'examinedAt' | 'signal' | 'ending'> {
  const deadline = AbortSignal.timeout(limits.evidenceMs);
  const signal = ending ? AbortSignal.any([deadline, ending]) : deadline;
  // Each look-up and each dial listens while it lasts.
  setMaxListeners(0, signal);
  return { examinedAt: world.now().toISOString(), signal, ...(ending && { ending }) };
}
