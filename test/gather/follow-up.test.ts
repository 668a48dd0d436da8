import { describe, expect, test } from '@jest/globals';
import { askAgain, MAX_CONNECTIONS, MAX_FOLLOW_UPS, type Redial } from '../../lambda/gather/follow-up.ts';
import type { HandshakeOutcome, Target } from '../../lambda/model/handshake.ts';
import { completedDial, failedDial, ORIGIN } from '../evidence.ts';

const ALERT: HandshakeOutcome = { kind: 'alert', code: 40, description: 'handshake_failure' };

/** Answers every question with `outcome` and keeps what was asked. */
function redialling(outcome: HandshakeOutcome = ALERT) {
  const asked: { name: string; address: string; min?: string }[] = [];
  const redial: Redial = async (target: Target, offer) => {
    asked.push({ name: target.serverName, address: target.address, min: offer?.minVersion });
    return failedDial(outcome, target);
  };
  return { asked, redial };
}

describe('what is asked of an origin that refuses', () => {
  test('the wider offers one after the other, then no name', async () => {
    const { asked, redial } = redialling();
    const [dial] = await askAgain([failedDial(ALERT)], ORIGIN, redial);
    expect(dial?.followUps?.map((one) => one.asked)).toEqual(['any-protocol', 'any-cipher', 'anything', 'no-name']);
    expect(asked.map(({ name }) => name)).toEqual([ORIGIN, ORIGIN, ORIGIN, '']);
    expect(asked.map(({ min }) => min)).toEqual(['TLSv1', 'TLSv1', 'TLSv1', undefined]);
  });

  test("the origin's own name first, where that was not dialled; never more than four", async () => {
    const { asked, redial } = redialling();
    const [dial] = await askAgain([failedDial(ALERT, { serverName: 'www.example.com' })], ORIGIN, redial);
    expect(asked[0]).toMatchObject({ name: ORIGIN, min: undefined });
    expect(dial?.followUps).toHaveLength(MAX_FOLLOW_UPS);
  });

  test('ends with the first answer that completes, and with silence', async () => {
    const { outcome } = completedDial();
    for (const [end, kept] of [
      [outcome, { kind: 'completed', protocol: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' }],
      [
        { kind: 'timed-out', phase: 'handshake' },
        { kind: 'failed', as: 'timed-out' },
      ],
    ] as const) {
      const [dial] = await askAgain([failedDial(ALERT)], ORIGIN, redialling(end).redial);
      expect(dial?.followUps).toEqual([{ asked: 'any-protocol', outcome: kept }]);
    }
  });

  test('once an address, however many names fail there', async () => {
    const { asked, redial } = redialling();
    const names = ['a.example.com', ORIGIN, 'b.example.com'].map((serverName) => failedDial(ALERT, { serverName }));
    const dials = await askAgain([...names, failedDial(ALERT, { address: '203.0.113.8' })], ORIGIN, redial);
    expect(dials.map(({ followUps }) => followUps?.length)).toEqual([undefined, 4, undefined, 4]);
    expect(asked).toHaveLength(8);
  });

  test('the connections to one origin are bounded', async () => {
    const { asked, redial } = redialling();
    const many = Array.from({ length: 64 }, (_, index) => failedDial(ALERT, { address: `203.0.113.${index}` }));
    await askAgain(many, ORIGIN, redial);
    expect(many.length + asked.length + 1).toBe(MAX_CONNECTIONS);
    expect(MAX_CONNECTIONS).toBe(129);
  });

  test.each([
    ['silence', { kind: 'timed-out', phase: 'handshake' }],
    ['a refused port', { kind: 'refused' }],
    ['a private address', { kind: 'not-dialled', reason: 'loopback' }],
    ['another protocol', { kind: 'not-tls', firstBytes: 'SSH-2.0' }],
    ['a reset while connecting', { kind: 'reset', phase: 'connect' }],
    ['a demand for a certificate', { ...ALERT, clientCertificateRequested: true }],
  ] as const)('nothing after %s', async (_what, outcome) => {
    const { asked, redial } = redialling();
    await askAgain([failedDial(outcome)], ORIGIN, redial);
    expect(asked).toEqual([]);
  });

  test('nothing where the address serves another name', async () => {
    const { asked, redial } = redialling();
    await askAgain([completedDial(), failedDial(ALERT, { serverName: 'www.example.com' })], ORIGIN, redial);
    expect(asked).toEqual([]);
  });
});
