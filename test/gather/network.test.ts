import { describe, expect, test } from '@jest/globals';
import { readGates, withGates } from '../../lambda/gather/network.ts';
import { noRecords, type Records } from '../../lambda/gather/records.ts';
import type { Gates } from '../../lambda/gather/security-groups.ts';
import type { Handshake } from '../../lambda/model/handshake.ts';
import type { LoadBalancer } from '../../lambda/model/load-balancer.ts';
import {
  completedDial,
  customConnection,
  failedDial,
  handshakes,
  loadBalancer,
  notApplicable,
  observed,
  origin,
  unavailable,
} from '../evidence.ts';
import { gates, IPV4_LIST, inbound } from '../security-groups.ts';

const V6 = '2001:db8::7';
const silent = (address = '203.0.113.7') => failedDial({ kind: 'timed-out', phase: 'connect' }, { address });
const unreachable = failedDial({ kind: 'unreachable', reason: 'ENETUNREACH' }, { address: V6 });

/** What was asked about the security groups, if anything. */
async function asked(dials: readonly Handshake[], of: Partial<LoadBalancer> = {}, from = origin()) {
  const questions: Gates[] = [];
  const records: Records = {
    ...noRecords('a test'),
    securityGroups: async (question) => {
      questions.push(question);
      return observed(gates([]));
    },
  };
  const seen = { handshakes: handshakes(...dials), loadBalancer: observed(loadBalancer(of)) };
  const answer = await readGates(records, from, 443, seen);
  return { questions, answer };
}

describe('security groups are asked for', () => {
  test('where every dial of a family was met with silence', async () => {
    const { questions } = await asked([silent(), silent('203.0.113.8')]);
    expect(questions).toEqual([
      {
        ...{ region: 'eu-west-1', groupIds: ['sg-0a1b2c3d4e5f60718'], port: 443 },
        ...{ families: ['ipv4'], answering: [] },
      },
    ]);
  });

  test('for the family that is silent, beside one that answers', async () => {
    const { questions } = await asked([completedDial(), unreachable]);
    expect(questions).toMatchObject([{ families: ['ipv6'], answering: ['ipv4'] }]);
  });

  test('of a VPC origin, which we do not dial', async () => {
    const connection = { ...customConnection(), type: 'vpc', vpcOriginId: 'vo_1' } as const;
    const { questions } = await asked([], { scheme: 'internal' }, origin({ connection }));
    expect(questions).toMatchObject([{ families: ['ipv4'] }]);
  });

  test.each<[string, Handshake[], Partial<LoadBalancer>]>([
    ['one address answers', [silent(), completedDial({ address: '203.0.113.8' })], {}],
    ['the port is refused: packets come through', [failedDial({ kind: 'refused' })], {}],
    ['the handshake stalls', [failedDial({ kind: 'timed-out', phase: 'handshake' })], {}],
    ['nothing was dialled', [failedDial({ kind: 'not-dialled', reason: 'private' })], {}],
    ['the load balancer is internal', [silent()], { scheme: 'internal' }],
    ['it has none', [silent()], { type: 'network', securityGroups: [] }],
  ])('not where %s', async (_what, dials, of) => {
    const { questions, answer } = await asked(dials, of);
    expect([questions, answer.status]).toEqual([[], 'not-applicable']);
  });

  test('not where no load balancer was seen', async () => {
    const seen = { handshakes: handshakes(silent()), loadBalancer: unavailable() };
    expect((await readGates(noRecords('a test'), origin(), 443, seen)).status).toBe('not-applicable');
  });
});

describe('a silent dial', () => {
  const admitting = (...rules: Parameters<typeof gates>[0]) => observed(gates(rules));
  const marked = (dial: Handshake, rules: ReturnType<typeof admitting>) => {
    const seen = withGates(handshakes(dial), rules);
    return seen.status === 'observed' ? seen.value.dials[0]?.closedToUs : undefined;
  };

  test('is explained by rules that admit CloudFront and not everybody', () => {
    const rules = admitting(inbound({ prefixListIds: [IPV4_LIST.id] }));
    expect(marked(silent(), rules)).toBe('sg-0a1b2c3d4e5f60718');
    expect(marked(silent(V6), rules)).toBeUndefined();
    expect(marked(completedDial(), rules)).toBeUndefined();
  });

  test.each([
    ['admit everybody', inbound({ cidrs: ['0.0.0.0/0'] })],
    ['admit nobody', inbound()],
    ['do not tell', inbound({ cidrs: ['198.51.100.0/24'] })],
  ])('is not explained by rules that %s', (_what, rule) => {
    expect(marked(silent(), admitting(rule))).toBeUndefined();
  });

  test('stays as it is where the rules were not seen', () => {
    const dials = handshakes(silent());
    expect(withGates(dials, unavailable())).toBe(dials);
    expect(withGates(notApplicable(), admitting(inbound())).status).toBe('not-applicable');
  });
});
