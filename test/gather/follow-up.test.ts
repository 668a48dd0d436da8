import { describe, expect, test } from '@jest/globals';
import {
  type AskByHand,
  askAgain,
  MAX_CONNECTIONS,
  MAX_FOLLOW_UPS,
  type Redial,
} from '../../lambda/gather/follow-up.ts';
import type { HandshakeOutcome, Target } from '../../lambda/model/handshake.ts';
import { certificate, completedDial, failedDial, ORIGIN, trusted } from '../evidence.ts';

const WIDER = ['any-protocol', 'any-cipher', 'anything'] as const;
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

/** Refuses every hello by hand. */
const refuse: AskByHand = async () => ALERT;

describe('what is asked of an origin that refuses', () => {
  test('the legacy offer, the wider ones one after the other, then no name', async () => {
    const { asked, redial } = redialling();
    const [dial] = await askAgain([failedDial(ALERT)], ORIGIN, redial, refuse);
    expect(dial?.followUps?.map((one) => one.asked)).toEqual(['legacy', ...WIDER, 'no-name']);
    expect(asked.map(({ name }) => name)).toEqual([ORIGIN, ORIGIN, ORIGIN, '']);
    expect(asked.map(({ min }) => min)).toEqual(['TLSv1', 'TLSv1', 'TLSv1', undefined]);
  });

  test("the origin's own name first, where that was not dialled; never more than five", async () => {
    const { asked, redial } = redialling();
    const [dial] = await askAgain([failedDial(ALERT, { serverName: 'www.example.com' })], ORIGIN, redial, refuse);
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
      const [dial] = await askAgain([failedDial(ALERT)], ORIGIN, redialling(end).redial, refuse);
      expect(dial?.followUps?.slice(1)).toEqual([{ asked: 'any-protocol', outcome: kept }]);
    }
  });

  test.each([
    { kind: 'reset', phase: 'hello' },
    { kind: 'closed', phase: 'handshake' },
  ] as const)('also where it hung up: $kind, $phase', async (outcome) => {
    const { asked, redial } = redialling(outcome);
    await askAgain([failedDial(outcome)], ORIGIN, redial, refuse);
    expect(asked).toHaveLength(4);
  });

  test('once an address, however many names fail there', async () => {
    const { asked, redial } = redialling();
    const names = ['a.example.com', ORIGIN, 'b.example.com'].map((serverName) => failedDial(ALERT, { serverName }));
    const dials = await askAgain([...names, failedDial(ALERT, { address: '203.0.113.8' })], ORIGIN, redial, refuse);
    expect(dials.map(({ followUps }) => followUps?.length)).toEqual([undefined, 5, undefined, 5]);
    expect(asked).toHaveLength(8);
  });

  test('the connections to one origin are bounded', async () => {
    const { asked, redial } = redialling();
    const many = Array.from({ length: 64 }, (_, index) => failedDial(ALERT, { address: `203.0.113.${index}` }));
    let byHand = 0;
    await askAgain(many, ORIGIN, redial, async () => {
      byHand += 1;
      return ALERT;
    });
    expect(many.length + asked.length + byHand + 1).toBe(MAX_CONNECTIONS);
    expect(MAX_CONNECTIONS).toBe(145);
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
    await askAgain([failedDial(outcome)], ORIGIN, redial, refuse);
    expect(asked).toEqual([]);
  });

  test('nothing where the address serves another name', async () => {
    const { asked, redial } = redialling();
    await askAgain([completedDial(), failedDial(ALERT, { serverName: 'www.example.com' })], ORIGIN, redial, refuse);
    expect(asked).toEqual([]);
  });
});

describe('what CloudFront offers and OpenSSL cannot', () => {
  const taken = (protocol: string): HandshakeOutcome => ({
    kind: 'completed',
    byHand: true,
    protocol,
    cipher: 'DES-CBC3-SHA',
    chain: [certificate()],
    path: trusted([0]),
    clientCertificateRequested: false,
  });

  test('is how the dial ended, where the server takes it, and nothing else is asked', async () => {
    const { asked, redial } = redialling();
    const [dial] = await askAgain([failedDial(ALERT)], ORIGIN, redial, async () => taken('TLSv1.2'));
    expect(dial?.outcome).toEqual(taken('TLSv1.2'));
    expect(dial?.followUps?.map((one) => one.asked)).toEqual(['legacy']);
    expect(asked).toEqual([]);
  });

  test('leaves the dial as it was where the version lies below the lowest that is listed', async () => {
    const [dial] = await askAgain([failedDial(ALERT)], ORIGIN, redialling().redial, async () => taken('TLSv1'));
    expect(dial?.outcome).toEqual(ALERT);
    expect(dial?.followUps).toMatchObject([{ asked: 'legacy', outcome: { kind: 'completed', protocol: 'TLSv1' } }]);
  });

  test('is asked for in SSLv3 too where that is listed, and there alone', async () => {
    const versions = async (protocols: readonly string[]) => {
      const heard: number[] = [];
      await askAgain([failedDial(ALERT, { protocols })], ORIGIN, redialling().redial, async (_target, { version }) => {
        heard.push(version);
        return ALERT;
      });
      return heard;
    };
    expect(await versions(['SSLv3', 'TLSv1'])).toEqual([0x0300, 0x0303]);
    expect(await versions(['TLSv1', 'TLSv1.2'])).toEqual([0x0303]);
  });

  test('met with silence does not end the questions', async () => {
    const silence: AskByHand = async () => ({ kind: 'timed-out', phase: 'handshake' });
    const [dial] = await askAgain([failedDial(ALERT)], ORIGIN, redialling().redial, silence);
    expect(dial?.followUps?.map((one) => one.asked)).toEqual(['legacy', ...WIDER, 'no-name']);
  });
});
