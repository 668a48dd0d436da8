import { describe, expect, test } from '@jest/globals';
import type { Redial } from '../../lambda/gather/follow-up.ts';
import { repeat, withRepeats } from '../../lambda/gather/repeat.ts';
import type { Handshake, HandshakeOutcome } from '../../lambda/model/handshake.ts';
import { certificate, completedDial, failedDial, target } from '../evidence.ts';

const OTHER = [certificate({ serial: 'FF' })];
const RESET: HandshakeOutcome = { kind: 'reset', phase: 'hello' };

/** Answers in turn with these ends, and counts. */
function inTurn(...ends: readonly (Handshake | undefined)[]) {
  const asked: string[] = [];
  const redial: Redial = async ({ address, serverName }) => {
    asked.push(`${serverName} ${address}`);
    return ends[(asked.length - 1) % ends.length];
  };
  return { asked, redial };
}

const plan = (dials: readonly Handshake[], repeats?: number) => ({
  targets: dials.map((one) => one.target),
  omitted: [],
  ...(repeats !== undefined && { repeats }),
});

async function all(dials: readonly Handshake[], redial: Redial, repeats = 3, followed = dials): Promise<Handshake[]> {
  return withRepeats(dials, followed, await repeat(dials, plan(dials, repeats), redial));
}

describe('handshakes made again', () => {
  test('that end alike are counted, not kept', async () => {
    const { asked, redial } = inTurn(completedDial());
    expect(await all([completedDial()], redial)).toEqual([{ ...completedDial(), times: 4 }]);
    expect(asked).toHaveLength(3);
  });

  test('that end otherwise stand beside the first, each end once, with targets of their own', async () => {
    const good = completedDial();
    const bad = completedDial({}, { chain: OTHER });
    const dials = await all([good], inTurn(good, bad, failedDial(RESET)).redial);
    expect(dials.map(({ outcome, times }) => [outcome.kind, times])).toEqual([
      ['completed', 2],
      ['completed', undefined],
      ['reset', undefined],
    ]);
    expect(new Set(dials.map((one) => one.target)).size).toBe(3);
  });

  test('are made for the commonest name alone, at every address', async () => {
    const { asked, redial } = inTurn(completedDial());
    const dials = [
      completedDial(),
      completedDial({ address: '203.0.113.8' }),
      completedDial({ serverName: 'www.example.com' }),
    ];
    await all(dials, redial, 2);
    expect(asked.toSorted()).toEqual([
      'origin.example.com 203.0.113.7',
      'origin.example.com 203.0.113.7',
      'origin.example.com 203.0.113.8',
      'origin.example.com 203.0.113.8',
    ]);
  });

  test.each<HandshakeOutcome>([
    { kind: 'timed-out', phase: 'connect' },
    { kind: 'timed-out', phase: 'handshake' },
    { kind: 'refused' },
    { kind: 'reset', phase: 'connect' },
    { kind: 'unreachable', reason: 'EHOSTUNREACH' },
    { kind: 'not-dialled', reason: 'private' },
  ])('are not made after $kind $phase', async (outcome) => {
    const { asked, redial } = inTurn(completedDial());
    expect(await all([failedDial(outcome)], redial)).toEqual([failedDial(outcome)]);
    expect(asked).toEqual([]);
  });

  test('are none unless the plan asks for them; what there was no time for does not count', async () => {
    const { asked, redial } = inTurn(undefined);
    const dials = [completedDial()];
    expect(withRepeats(dials, dials, await repeat(dials, plan(dials), redial))).toEqual(dials);
    expect(asked).toEqual([]);
    expect(await all(dials, redial)).toEqual(dials);
  });

  test('stand beside what was asked since: the first end is compared as it was', async () => {
    const refused = failedDial(RESET);
    const followed = {
      ...refused,
      followUps: [{ asked: 'no-name' as const, outcome: { kind: 'failed' as const, as: 'reset' as const } }],
    };
    const dials = await all([refused], inTurn(failedDial(RESET), completedDial()).redial, 2, [followed]);
    expect(dials).toEqual([{ ...followed, times: 2 }, completedDial()]);
  });

  test('that are no TLS count as alike, whatever time of day they hold', async () => {
    const spoken = (firstBytes: string) => failedDial({ kind: 'not-tls', firstBytes }, target());
    const dials = await all([spoken('HTTP/1.1 400 12:00:01')], inTurn(spoken('HTTP/1.1 400 12:00:02')).redial);
    expect(dials).toMatchObject([{ times: 4 }]);
  });
});
