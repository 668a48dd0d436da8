import { describe, expect, test } from '@jest/globals';
import { decisive, readInterfaceGates } from '../../lambda/gather/interface-gates.ts';
import { readEachGate, withGates } from '../../lambda/gather/network.ts';
import { noRecords, type Records } from '../../lambda/gather/records.ts';
import type { Gates } from '../../lambda/gather/security-groups.ts';
import type { Handshake } from '../../lambda/model/handshake.ts';
import type { NetworkInterface } from '../../lambda/model/whereabouts.ts';
import {
  completedDial,
  failedDial,
  handshakes,
  loadBalancer,
  networkInterface,
  notApplicable,
  observed,
  origin,
  unavailable,
} from '../evidence.ts';
import { gates, IPV4_LIST, inbound } from '../security-groups.ts';

const silent = (address = '203.0.113.7') => failedDial({ kind: 'timed-out', phase: 'connect' }, { address });
const at = (address: string, more: Partial<NetworkInterface> = {}) =>
  networkInterface({ id: `eni-${address}`, instanceId: `i-${address}`, address, ...more });

/** What was asked about the security groups, and in which account. */
async function asked(dials: readonly Handshake[], interfaces: readonly NetworkInterface[]) {
  const questions: (Gates & { readonly account: string })[] = [];
  const records: Records = {
    ...noRecords('a test'),
    of: async ({ accountId }) => ({
      ...noRecords('a test'),
      securityGroups: async (question) => {
        questions.push({ ...question, account: accountId });
        return observed(gates([]));
      },
    }),
  };
  return { questions, answers: await readInterfaceGates(records, 443, handshakes(...dials), interfaces) };
}

describe('the security groups of an interface', () => {
  test('are asked for in its own Region and account, where no dial to its address was answered', async () => {
    const { questions } = await asked(
      [silent(), silent()],
      [networkInterface({ region: 'ap-south-1', accountId: '4' })],
    );
    expect(questions).toEqual([
      {
        ...{ region: 'ap-south-1', groupIds: ['sg-0aa11bb22cc33dd44'], port: 443, families: ['ipv4'], answering: [] },
        before: { name: 'instance i-0abcdef1234567890', addresses: ['203.0.113.7'], dialled: 1 },
        account: '4',
      },
    ]);
  });

  test('of instances that carry the same are one question, others another', async () => {
    const dials = [silent('203.0.113.7'), silent('203.0.113.8'), silent('203.0.113.9')];
    const three = [at('203.0.113.7'), at('203.0.113.8'), at('203.0.113.9', { securityGroupIds: ['sg-2'] })];
    const { questions } = await asked(dials, three);
    expect(questions.map(({ groupIds, before }) => [groupIds, before?.addresses, before?.dialled])).toEqual([
      [['sg-0aa11bb22cc33dd44'], ['203.0.113.7', '203.0.113.8'], 3],
      [['sg-2'], ['203.0.113.9'], 3],
    ]);
  });

  test('of more sets than are read are told as such', async () => {
    const many = [1, 2, 3, 4, 5].map((n) => at(`203.0.113.${n}`, { securityGroupIds: [`sg-${n}`] }));
    const dials = many.map(({ address }) => silent(address));
    const { questions, answers } = await asked(dials, many);
    expect(questions).toHaveLength(3);
    expect(answers[3]).toEqual({
      status: 'unavailable',
      reason: 'security groups before instance i-203.0.113.4 and instance i-203.0.113.5 were not read',
    });
  });

  test('are not asked for where the address answers, even to one dial of two, beside a silent one', async () => {
    const dials = [silent('203.0.113.7'), completedDial({ address: '203.0.113.7' }), silent('203.0.113.8')];
    const { questions } = await asked(dials, [at('203.0.113.7'), at('203.0.113.8')]);
    expect(questions.map(({ before }) => before)).toEqual([
      { name: 'instance i-203.0.113.8', addresses: ['203.0.113.8'], dialled: 2 },
    ]);
  });

  test.each<[string, Handshake[], NetworkInterface[]]>([
    ['it answers', [completedDial()], [networkInterface()]],
    ['it refuses: packets come through', [failedDial({ kind: 'refused' })], [networkInterface()]],
    ['it was not dialled', [failedDial({ kind: 'not-dialled', reason: 'private' })], [networkInterface()]],
    ['it carries none', [silent()], [networkInterface({ securityGroupIds: [] })]],
  ])('are not asked for where %s', async (_what, dials, interfaces) => {
    const { questions, answers } = await asked(dials, interfaces);
    expect([questions, answers.map(({ status }) => status)]).toEqual([[], ['not-applicable']]);
  });

  test('are left alone where a load balancer was found: its own decide', async () => {
    const records = noRecords('a test');
    const interfaces = observed([networkInterface()]);
    const seen = { handshakes: handshakes(silent()), networkInterfaces: interfaces, loadBalancer: notApplicable() };
    const [own] = await readEachGate(records, records, origin(), 443, seen);
    expect(own).toEqual(notApplicable('a test'));
    const balanced = { ...seen, loadBalancer: observed(loadBalancer({ scheme: 'internal' })) };
    const [theirs] = await readEachGate(records, records, origin(), 443, balanced);
    expect(theirs).toMatchObject({ reason: expect.stringContaining('internal') });
  });
});

const before = (address: string) => ({ name: `instance i-${address}`, addresses: [address], dialled: 2 });
const closed = observed(gates([], { before: before('203.0.113.7') }));
const open = observed(gates([inbound({ prefixListIds: [IPV4_LIST.id] })], { before: before('203.0.113.8') }));
const everybody = observed(gates([inbound({ cidrs: ['0.0.0.0/0'] })]));

describe('of several answers', () => {
  test('the one counts that shuts CloudFront out, then what could not be seen, then who is let in', () => {
    const unseen = unavailable('denied');
    expect(decisive([open, unseen, closed])).toBe(closed);
    expect(decisive([open, everybody, unseen])).toBe(unseen);
    expect(decisive([open, everybody])).toBe(everybody);
    expect(decisive([]).status).toBe('not-applicable');
  });

  test('each explains the silence of its own addresses alone', () => {
    const seen = withGates(handshakes(silent('203.0.113.7'), silent('203.0.113.8')), closed, open);
    const dials = seen.status === 'observed' ? seen.value.dials : [];
    expect(dials.map(({ closedToUs }) => closedToUs)).toEqual([undefined, 'sg-0a1b2c3d4e5f60718']);
  });
});
