import type { Published } from '../../lab/account/account.ts';
import { type Figure, median } from '../figure.ts';
import type { Share } from './causes.ts';
import type { Storm } from './run.ts';
import type { Told } from './told.ts';

/** Within how many seconds people shall hear of it first, cold starts included. */
const FIRST_SECONDS = 20;

/** Lambda ends what takes longer. */
const TIMEOUT_SECONDS = 60;

/** The lines of one storm. */
export function figuresOf(shares: readonly Share[], storm: Storm): Figure[] {
  const alarms = shares.reduce((sum, share) => sum + share.alarms, 0);
  const distributions = shares.reduce((sum, share) => sum + share.distributions, 0);
  return [
    {
      what: `ALARMS, each rings and falls quiet`,
      value: alarms,
      unit: 'alarms',
      note: `of ${distributions} distributions`,
    },
    ...storm.sum.told.map(messagesOf),
    ...losses(storm),
    ...times(storm),
    ...work(storm),
  ];
}

/** The first message, one at each doubling, and one at the end. */
function bound({ distributions }: Share): number {
  return 2 + Math.floor(Math.log2(distributions));
}

function messagesOf({ share, messages }: Told): Figure {
  const kinds = messages.map(({ attributes }) => attributes.kind ?? 'none');
  const note = [...new Set(kinds)].map((kind) => `${kinds.filter((one) => one === kind).length} ${kind}`).join(', ');
  return { what: `messages about ${share.cause}`, value: messages.length, unit: 'messages', limit: bound(share), note };
}

function losses({ rang, quiet, sum, schedules }: Storm): Figure[] {
  const incidents = new Set(sum.told.flatMap((one) => one.incidents)).size;
  const lost = sum.told.reduce((all, one) => all + one.lost.length, 0);
  return [
    { what: 'distributions of which nobody was told', value: lost, unit: 'distributions', limit: 0 },
    { what: 'incidents that hold two causes', value: sum.merged.length, unit: 'incidents', limit: 0 },
    { what: 'messages of another cause, or of none', value: sum.stray.length, unit: 'messages', limit: 0 },
    forgetful(sum.all),
    {
      what: 'incidents that nobody looks at again',
      value: Math.max(0, incidents - schedules),
      unit: 'incidents',
      limit: 0,
    },
    {
      what: 'given up, in the dead-letter queue',
      value: rang.deadLetters + quiet.deadLetters,
      unit: 'alarms',
      limit: 0,
    },
    { what: 'invocations that Lambda had to end', value: rang.ended + quiet.ended, unit: 'batches', limit: 0 },
  ];
}

/** Each of them says why. */
function forgetful(messages: readonly Published[]): Figure {
  const texts = messages.map(({ deliveries }) => deliveries[0]?.message.replace(/\s+/g, ' ') ?? '');
  const reasons = texts.flatMap((text) => FORGOT.exec(text)?.[1] ?? []);
  const note = [...new Set(reasons)].join('; ');
  return {
    what: 'messages for want of memory',
    value: reasons.length,
    unit: 'messages',
    limit: 0,
    ...(note && { note }),
  };
}

const FORGOT = /Nothing could be remembered of this message \(([^)]*)\)/;

function times({ toldAt, rang, quiet }: Storm): Figure[] {
  const took = [...rang.took, ...quiet.took].map((ms) => ms / 1_000);
  return [
    { what: 'to the first message', value: Math.min(...toldAt), unit: 's', limit: FIRST_SECONDS },
    { what: 'to the last message before the end', value: Math.max(...toldAt), unit: 's' },
    { what: 'one batch (median)', value: median(took), unit: 's' },
    { what: 'the longest batch', value: Math.max(...took), unit: 's', limit: TIMEOUT_SECONDS },
  ];
}

function work({ rang, quiet, calls, throttled }: Storm): Figure[] {
  const rounds = `in ${rang.rounds.length} and ${quiet.rounds.length} rounds, ${rang.batches + quiet.batches} batches`;
  return [
    {
      what: 'deliveries until all was acknowledged',
      value: rang.deliveries + quiet.deliveries,
      unit: 'messages',
      note: rounds,
    },
    { what: 'calls to AWS, each attempt', value: calls, unit: 'calls' },
    { what: 'of which throttled', value: (100 * throttled) / calls, unit: '%' },
  ];
}
