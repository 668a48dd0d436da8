import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Aws, awsClients } from '../../lambda/gather/clients.ts';
import { lookBehind } from '../../lambda/gather/network.ts';
import { noRecords, type Records } from '../../lambda/gather/records.ts';
import { readTargets, toHealth, toTargetGroup } from '../../lambda/gather/target-health.ts';
import type { Observations } from '../../lambda/model/evidence.ts';
import {
  completedDial,
  failedDial,
  handshakes,
  listener,
  loadBalancer,
  notApplicable,
  observed,
  origin,
  target,
  unavailable,
} from '../evidence.ts';
import { type Loopback, type Reply, startLoopback, xml, xmlError } from './aws-loopback.ts';

const arn = (name: string) =>
  `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/${name}/0123456789abcdef`;

describe('the mapping', () => {
  test('says in words how health is checked', () => {
    expect(
      toTargetGroup(
        {
          TargetGroupArn: arn('web'),
          TargetGroupName: 'web',
          Protocol: 'HTTPS',
          Port: 8443,
          TargetType: 'instance',
          HealthCheckProtocol: 'HTTP',
          HealthCheckPort: '8080',
          HealthCheckPath: '/health',
          HealthCheckEnabled: true,
          Matcher: { HttpCode: '200-299' },
        },
        [arn('web')],
      ),
    ).toEqual({
      ...{ arn: arn('web'), name: 'web', protocol: 'HTTPS', byDefault: true, states: {}, unfit: [] },
      healthCheck: 'HTTP on port 8080, path /health, expecting 200-299',
    });
    const check = (more: object) => toTargetGroup({ TargetGroupArn: arn('a'), ...more }, [])?.healthCheck;
    expect(check({ HealthCheckProtocol: 'TCP', HealthCheckPort: 'traffic-port' })).toBe("TCP on the target's port");
    expect(check({ HealthCheckEnabled: false })).toBe('none');
    expect(toTargetGroup({ TargetGroupName: 'x' }, [])).toBeUndefined();
  });

  test('counts states and keeps what AWS says of those that are not healthy', () => {
    expect(
      toHealth([
        { Target: { Id: 'i-1', Port: 80 }, TargetHealth: { State: 'healthy' } },
        {
          Target: { Id: 'i-2', Port: 80 },
          TargetHealth: { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' },
        },
        { Target: { Id: 'arn:aws:lambda:x' }, TargetHealth: { State: 'unavailable' } },
        {},
      ]),
    ).toEqual({
      states: { healthy: 1, unhealthy: 1, unavailable: 2 },
      unfit: [
        { id: 'i-2', port: 80, state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' },
        { id: 'arn:aws:lambda:x', state: 'unavailable' },
        { id: '', state: 'unavailable' },
      ],
    });
  });

  test('is bounded, the counts are whole', () => {
    const many = Array.from({ length: 500 }, () => ({
      Target: { Id: 'i'.repeat(1_000) },
      TargetHealth: { State: 'unhealthy' as const, Description: 'd'.repeat(1_000) },
    }));
    const { states, unfit } = toHealth(many);
    expect(states).toEqual({ unhealthy: 500 });
    expect(unfit).toHaveLength(10);
    expect([unfit[0]?.id.length, unfit[0]?.description?.length]).toEqual([200, 200]);
  });
});

describe('targets are looked at', () => {
  const answered = (status: number, server?: string): Observations['answer'] =>
    observed({
      ...({ kind: 'answered', target: target(), method: 'GET', path: '/', status, tookMs: 9 } as const),
      headers: { ...(server !== undefined && { server }) },
    });
  const forwarding = observed(listener({ defaultAction: { kind: 'forward', to: [arn('web')] } }));
  const sound = {
    handshakes: handshakes(completedDial()),
    answer: answered(200, 'nginx'),
    loadBalancer: observed(loadBalancer()),
    listener: forwarding,
  };

  async function asked(seen: Partial<Pick<Observations, keyof typeof sound>>) {
    const questions: unknown[] = [];
    const records: Records = {
      ...noRecords('a test'),
      targets: async (_balancer, to, status) => {
        questions.push({ to, status });
        return observed({ groups: [], isWhole: true });
      },
    };
    await lookBehind(records, origin(), { ...sound, ...seen });
    return questions;
  }

  test.each([502, 503, 504])("where the load balancer's own answer is %s", async (status) => {
    expect(await asked({ answer: answered(status, 'awselb/2.0') })).toEqual([{ to: [arn('web')], status }]);
  });

  test.each<[string, Observations['handshakes']]>([
    ['every dial is met with silence', handshakes(failedDial({ kind: 'timed-out', phase: 'connect' }))],
    ['every dial is refused', handshakes(failedDial({ kind: 'refused' }))],
    ['nothing could be dialled', unavailable('a private network')],
  ])('where %s', async (_what, dials) => {
    const none = notApplicable('nothing to ask over');
    expect(await asked({ handshakes: dials, answer: none })).toEqual([{ to: [arn('web')], status: undefined }]);
  });

  test('where a classic load balancer answers 503 and no server names itself, of which AWS tells no header', async () => {
    const classic = { loadBalancer: observed(loadBalancer({ type: 'classic' })), listener: observed(listener()) };
    expect(await asked({ ...classic, answer: answered(503) })).toEqual([{ to: [], status: 503 }]);
    expect(await asked({ ...classic, answer: answered(503, 'nginx') })).toEqual([]);
    expect(await asked({ ...classic, answer: answered(502) })).toEqual([]);
    expect(await asked({ answer: answered(503) })).toEqual([]);
  });

  test('by all groups where the default action forwards nowhere', async () => {
    const fixed = observed(listener({ defaultAction: { kind: 'fixed-response', status: 503 } }));
    const seen = { listener: fixed, answer: answered(503, 'awselb/2.0') };
    expect(await asked(seen)).toEqual([{ to: [], status: 503 }]);
  });

  test.each<[string, Partial<typeof sound>]>([
    ['a good answer came', {}],
    ['the application answered', { answer: answered(503, 'nginx') }],
    ['a WAF or a sign-in may have failed', { answer: answered(500, 'awselb/2.0') }],
    [
      'a handshake failed',
      { handshakes: handshakes(failedDial({ kind: 'reset', phase: 'handshake' })), answer: notApplicable() },
    ],
    ['no listener is on the port', { listener: observed({ kind: 'missing', port: 443, others: [] }) }],
    ['the listener was not seen', { listener: unavailable(), answer: answered(503, 'awselb/2.0') }],
    [
      'the load balancer is internal',
      { loadBalancer: observed(loadBalancer({ scheme: 'internal' })), handshakes: handshakes() },
    ],
    ['no load balancer was seen', { loadBalancer: notApplicable(), answer: answered(503, 'awselb/2.0') }],
  ])('not where %s', async (_what, seen) => {
    expect(await asked(seen)).toEqual([]);
  });
});

describe('the calls', () => {
  let loopback: Loopback;
  let aws: Aws;
  const read = (...to: string[]) => readTargets(aws, loadBalancer(), to, 503, AbortSignal.timeout(10_000));
  const groups = (names: readonly string[]) =>
    xml(
      'DescribeTargetGroups',
      `<TargetGroups>${names.map((name) => `<member><TargetGroupArn>${arn(name)}</TargetGroupArn><TargetGroupName>${name}</TargetGroupName></member>`).join('')}</TargetGroups>`,
    );
  const HEALTH = xml(
    'DescribeTargetHealth',
    '<TargetHealthDescriptions><member><Target><Id>i-1</Id></Target><TargetHealth><State>healthy</State></TargetHealth></member></TargetHealthDescriptions>',
  );
  const answers = (names: readonly string[], health: Reply = HEALTH) =>
    loopback.answer(({ action }) => (action === 'DescribeTargetGroups' ? groups(names) : health));

  beforeAll(async () => {
    loopback = await startLoopback();
    aws = awsClients(loopback.settings);
  });
  afterAll(() => loopback.close());

  test("asks for the load balancer's groups, then for the targets of each, the default action's first", async () => {
    answers(['green', 'blue']);
    const seen = await read(arn('blue'));
    expect(seen).toMatchObject({
      status: 'observed',
      value: {
        answered: 503,
        isWhole: true,
        groups: [
          { name: 'blue', byDefault: true, states: { healthy: 1 } },
          { name: 'green', byDefault: false, states: { healthy: 1 } },
        ],
      },
    });
    expect(loopback.calls.map(({ action }) => action)).toEqual([
      'DescribeTargetGroups',
      'DescribeTargetHealth',
      'DescribeTargetHealth',
    ]);
    expect(loopback.calls[0]).toMatchObject({ region: 'eu-west-1', input: { LoadBalancerArn: loadBalancer().arn } });
  });

  test('looks into four groups at most, and says that there are more', async () => {
    answers(Array.from({ length: 100 }, (_, index) => `g${index}`));
    const seen = await read(arn('g99'));
    expect(loopback.calls).toHaveLength(5);
    expect(seen).toMatchObject({ value: { isWhole: false, groups: [{ name: 'g99' }, {}, {}, {}] } });
  });

  test('a group whose targets are denied is kept, with the permission', async () => {
    answers(['web'], xmlError(403, 'AccessDenied'));
    expect(await read(arn('web'))).toMatchObject({
      value: { groups: [{ name: 'web', unread: { permission: 'elasticloadbalancing:DescribeTargetHealth' } }] },
    });
  });

  test('a load balancer without a target group, which AWS answers with an error, has nothing to look at', async () => {
    loopback.answer(() => xmlError(400, 'TargetGroupNotFound'));
    expect((await read()).status).toBe('not-applicable');
  });

  test('denied groups are not seen', async () => {
    loopback.answer(() => xmlError(403, 'AccessDenied'));
    expect(await read()).toMatchObject({
      status: 'unavailable',
      permission: 'elasticloadbalancing:DescribeTargetGroups',
    });
  });
});
