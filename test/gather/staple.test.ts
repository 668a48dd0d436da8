import { describe, expect, test } from '@jest/globals';
import { clientHello } from '../../lambda/cloudfront/client-hello.ts';
import type { Redial } from '../../lambda/gather/follow-up.ts';
import { dial } from '../../lambda/gather/handshake.ts';
import { askStaple } from '../../lambda/gather/staple.ts';
import type { Handshake } from '../../lambda/model/handshake.ts';
import { certificate, completedDial, failedDial } from '../evidence.ts';
import { keyOf } from '../tls/authority.ts';
import { anchors, chain, forever, LIMITS } from './dialling.ts';
import { dialler, serveTls, target } from './servers.ts';

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('a staple over %s', (maxVersion) => {
  test.each([true, false])('is seen where it is asked for: %s', async (stapled) => {
    const material = { key: await keyOf(chain.leaf), cert: [chain.leaf, chain.lower].map(({ pem }) => pem).join('\n') };
    const server = await serveTls({ ...material, maxVersion }, undefined, stapled ? Buffer.from('staple') : undefined);
    const at = target(server.port);
    const told = async (requestOCSP?: true) => {
      const offer = { ...clientHello(at.protocols), ...(requestOCSP && { requestOCSP }) };
      const { handshake, socket } = await dial(at, dialler, anchors, LIMITS, forever, offer);
      socket?.destroy();
      return handshake.outcome;
    };
    expect(await told(true)).toMatchObject({ kind: 'completed', stapled });
    expect(await told()).not.toHaveProperty('stapled');
    await server.close();
  });
});

describe('who is asked for one', () => {
  const demanding = completedDial({}, { chain: [certificate({ mustStaple: true })] });
  const answering = (end: Handshake) => {
    const offers: unknown[] = [];
    const redial: Redial = async (_target, offer) => {
      offers.push(offer?.requestOCSP);
      return end;
    };
    return { offers, redial };
  };

  test('the first whose certificate demands it, once', async () => {
    const { offers, redial } = answering(completedDial({}, { stapled: false }));
    const dials = [completedDial(), demanding, { ...demanding, target: { ...demanding.target } }];
    const asked = await askStaple(dials, redial);
    expect(offers).toEqual([true]);
    expect(asked.map(({ outcome }) => outcome.kind === 'completed' && outcome.stapled)).toEqual([
      undefined,
      false,
      undefined,
    ]);
  });

  test('nobody else; and what did not complete tells nothing', async () => {
    const { offers, redial } = answering(failedDial({ kind: 'refused' }));
    expect(await askStaple([completedDial()], redial)).toEqual([completedDial()]);
    expect(offers).toEqual([]);
    expect(await askStaple([demanding], redial)).toEqual([demanding]);
  });
});
