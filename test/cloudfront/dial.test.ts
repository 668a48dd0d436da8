import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dialPlan, MAX_ADDRESSES, MAX_ALL_REPEATS, MAX_DIALS, reachableOrigins } from '../../lambda/cloudfront/dial.ts';
import { MAX_CONNECTIONS, MAX_FOLLOW_UPS } from '../../lambda/gather/follow-up.ts';
import type { Behavior, Distribution, HostForwarding, Origin } from '../../lambda/model/distribution.ts';
import { behavior, customConnection, distribution, ORIGIN, origin } from '../evidence.ts';

const FORWARDED: HostForwarding = { kind: 'forwarded', by: 'origin-request-policy', policyId: 'p' };
const UNKNOWN: HostForwarding = { kind: 'unknown', reason: 'denied', permission: 'cloudfront:GetCachePolicy' };
const ADDRESSES = ['203.0.113.7', '203.0.113.8'];
const CLOUDFRONT_NAME = 'd111111abcdef8.cloudfront.net';

function plan(of: Partial<Distribution> = {}, from: Partial<Origin> = {}, addresses = ADDRESSES, cut = 0) {
  const dialled = origin(from);
  return dialPlan(dialled, distribution({ origins: [dialled], ...of }), addresses, cut);
}

const brief = ({ targets }: ReturnType<typeof plan>) =>
  targets.map(({ serverName, address }) => `${serverName} ${address}`);

describe('the names that CloudFront sends', () => {
  test("are the origin's own domain where Host is not forwarded", () => {
    expect(plan()).toEqual({
      targets: ADDRESSES.map((address) => ({
        scheme: 'https',
        address,
        port: 443,
        serverName: ORIGIN,
        acceptedNames: [ORIGIN],
        hostForwarded: 'no',
        protocols: ['TLSv1.2'],
        behaviors: ['*'],
      })),
      omitted: [],
      repeats: 3,
    });
  });

  test('are the aliases where it is, then the cloudfront.net name; the origin domain may be on the certificate', () => {
    const { targets, omitted } = plan({
      aliases: ['www.example.com', 'shop.example.com'],
      behaviors: [behavior({ hostForwarding: FORWARDED })],
    });
    expect(brief({ targets, omitted })).toEqual([
      'www.example.com 203.0.113.7',
      'www.example.com 203.0.113.8',
      'shop.example.com 203.0.113.7',
      `${CLOUDFRONT_NAME} 203.0.113.7`,
    ]);
    expect(targets[0]).toMatchObject({ hostForwarded: 'yes', acceptedNames: ['www.example.com', ORIGIN] });
    expect(omitted).toEqual([]);
  });

  test('are both where a policy could not be read', () => {
    const { targets } = plan({ behaviors: [behavior({ hostForwarding: UNKNOWN })] }, {}, ['203.0.113.7']);
    expect(targets.map(({ serverName, hostForwarded }) => [serverName, hostForwarded])).toEqual([
      [ORIGIN, 'unknown'],
      ['www.example.com', 'unknown'],
      [CLOUDFRONT_NAME, 'unknown'],
    ]);
  });

  test('what one behavior says for certain counts more than what another leaves open', () => {
    const api = behavior({ pathPattern: '/api/*', isDefault: false, hostForwarding: UNKNOWN });
    const { targets } = plan({ behaviors: [api, behavior()] }, {}, ['203.0.113.7']);
    expect(targets[0]).toMatchObject({
      serverName: ORIGIN,
      hostForwarded: 'no',
      acceptedNames: [ORIGIN],
      behaviors: ['/api/*', '*'],
    });
    expect(targets[1]).toMatchObject({
      serverName: 'www.example.com',
      hostForwarded: 'unknown',
      behaviors: ['/api/*'],
    });
  });

  test('the commonest leads: by the number of behaviors, then by the default behavior', () => {
    const api = behavior({ pathPattern: '/api/*', isDefault: false, hostForwarding: FORWARDED });
    const img = behavior({ pathPattern: '/img/*', isDefault: false, hostForwarding: FORWARDED });
    expect(plan({ behaviors: [api, img, behavior()] }).targets[0]).toMatchObject({
      serverName: 'www.example.com',
      behaviors: ['/api/*', '/img/*'],
    });
    expect(plan({ behaviors: [api, behavior()] }).targets[0]).toMatchObject({ serverName: ORIGIN });
  });

  test('the cloudfront.net name leads only where there is no other', () => {
    const only = plan({ aliases: [], behaviors: [behavior({ hostForwarding: FORWARDED })] });
    expect(brief(only)).toEqual(ADDRESSES.map((address) => `${CLOUDFRONT_NAME} ${address}`));
    expect(only.omitted).toEqual([]);
  });

  test('wildcard aliases are not dialled, and the plan says so', () => {
    const some = plan({
      aliases: ['*.example.com', 'www.example.com'],
      behaviors: [behavior({ hostForwarding: FORWARDED })],
    });
    expect(some.targets.some(({ serverName }) => serverName.includes('*'))).toBe(false);
    expect(some.omitted).toEqual([expect.stringContaining('viewers also come under *.example.com')]);
    const only = plan({ aliases: ['*.example.com'], behaviors: [behavior({ hostForwarding: FORWARDED })] });
    expect(only.omitted).toEqual([expect.stringContaining('viewers come under *.example.com only')]);
    expect(plan({ aliases: ['*.example.com'] }).omitted).toEqual([]);
  });

  test("the terminal's stand-in has no cloudfront.net name to send", () => {
    const { targets } = plan({ domainName: '', behaviors: [behavior({ hostForwarding: FORWARDED })] });
    expect(new Set(targets.map(({ serverName }) => serverName))).toEqual(new Set(['www.example.com']));
  });
});

describe('the connection', () => {
  test.each([
    ['https-only', 'https', 8443, ['TLSv1.1', 'TLSv1.2']],
    ['match-viewer', 'https', 8443, ['TLSv1.1', 'TLSv1.2']],
    ['http-only', 'http', 8080, []],
  ] as const)('%s dials %s on %i', (protocolPolicy, scheme, port, protocols) => {
    const connection = customConnection({
      protocolPolicy,
      httpPort: 8080,
      httpsPort: 8443,
      sslProtocols: ['TLSv1.1', 'TLSv1.2'],
    });
    expect(plan({}, { connection }).targets[0]).toMatchObject({ scheme, port, protocols });
  });

  test('an S3 origin is dialled over HTTPS under its own name, whatever the behavior forwards', () => {
    const { targets } = plan({ behaviors: [behavior({ hostForwarding: FORWARDED })] }, { connection: { type: 's3' } });
    expect(targets[0]).toMatchObject({
      scheme: 'https',
      port: 443,
      protocols: ['TLSv1.2'],
      serverName: ORIGIN,
      hostForwarded: 'no',
    });
    expect(targets).toHaveLength(2);
  });

  test('a VPC origin cannot be dialled by anybody but CloudFront', () => {
    const { type: _, ...custom } = customConnection();
    expect(plan({}, { connection: { ...custom, type: 'vpc', vpcOriginId: 'vo_1' } })).toEqual({
      targets: [],
      omitted: [],
    });
  });

  test('without an address there is nothing to dial', () => expect(plan({}, {}, []).targets).toEqual([]));

  test('an origin that no behavior reaches is not dialled', () =>
    expect(plan({ behaviors: [behavior({ targetOriginId: 'another' })] }).targets).toEqual([]));
});

test('what does not fit is told', () => {
  const addresses = Array.from({ length: 18 }, (_, index) => `203.0.113.${index}`);
  const aliases = Array.from({ length: 60 }, (_, index) => `a${index}.example.com`);
  const { targets, omitted } = plan(
    { aliases, behaviors: [behavior({ hostForwarding: FORWARDED })] },
    {},
    addresses,
    3,
  );
  expect(targets).toHaveLength(MAX_DIALS);
  expect(omitted).toEqual([
    `5 more addresses of ${ORIGIN} not dialled: 16 are at most`,
    `${ORIGIN} was not dialled under a49.example.com, a50.example.com, a51.example.com, a52.example.com, a53.example.com and 7 more: 64 dials are at most`,
  ]);
});

const name = fc.constantFrom('a.example', 'b.example', 'c.example', '*.example', CLOUDFRONT_NAME);
const anyBehavior: fc.Arbitrary<Behavior> = fc
  .record({
    pathPattern: fc.string(),
    hostForwarding: fc.constantFrom<HostForwarding>(FORWARDED, UNKNOWN, { kind: 'not-forwarded' }),
  })
  .map((some) => behavior({ ...some, isDefault: false }));

test('whatever the distribution: bounded, no dial twice, every address and every name', () => {
  const many = fc.array(
    fc.nat(300).map((n) => `h${n}.example.com`),
    { maxLength: 120 },
  );
  fc.assert(
    fc.property(
      fc.array(anyBehavior, { maxLength: 6 }),
      fc.array(name),
      many,
      fc.array(fc.ipV4(), { maxLength: 40 }),
      (behaviors, few, more, addresses) => {
        const aliases = [...new Set([...few, ...more])];
        const { targets, omitted } = plan({ aliases, behaviors: [...behaviors, behavior()] }, {}, addresses);
        const dials = targets.map(({ address, serverName }) => `${address} ${serverName}`);
        expect(targets.length).toBeLessThanOrEqual(MAX_DIALS);
        expect(new Set(dials).size).toBe(dials.length);
        const commonest = targets[0]?.serverName;
        const dialled = [...new Set(addresses)].slice(0, MAX_ADDRESSES);
        expect(targets.filter(({ serverName }) => serverName === commonest).map(({ address }) => address)).toEqual(
          dialled,
        );
        const forwards = behaviors.some(({ hostForwarding }) => hostForwarding.kind !== 'not-forwarded');
        const expected = forwards ? aliases.filter((alias) => !alias.startsWith('*')) : [];
        const seen = new Set(targets.map(({ serverName }) => serverName));
        const missing = dialled.length > 0 && [ORIGIN, ...expected].some((one) => !seen.has(one));
        if (missing) expect(omitted.some((sentence) => sentence.includes('dials are at most'))).toBe(true);
      },
    ),
  );
});

describe('reachableOrigins', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => origin({ id }));
  const origins = [a, b, c, d].flatMap((one) => one ?? []);

  test("the default behavior's first, groups in the order of their members, each once, the unused never", () => {
    const behaviors = [
      behavior({ pathPattern: '/x/*', isDefault: false, targetOriginId: 'a' }),
      behavior({ targetOriginId: 'pair' }),
    ];
    const originGroups = [{ id: 'pair', members: ['c', 'a'], failoverCodes: [502] }];
    expect(reachableOrigins(distribution({ origins, behaviors, originGroups })).map(({ id }) => id)).toEqual([
      'c',
      'a',
    ]);
  });

  test('a behavior that points nowhere is passed over', () => {
    const behaviors = [behavior({ targetOriginId: 'gone' })];
    expect(reachableOrigins(distribution({ origins, behaviors }))).toEqual([]);
  });

  test('members of a group are dialled as the behavior that leads to the group says', () => {
    const behaviors = [behavior({ targetOriginId: 'pair', hostForwarding: FORWARDED })];
    const originGroups = [{ id: 'pair', members: ['web', 'b'], failoverCodes: [502] }];
    expect(plan({ behaviors, originGroups }).targets[0]).toMatchObject({ serverName: 'www.example.com' });
  });
});

describe('handshakes to one address that are made again', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `203.0.113.${index}`);
  const repeats = (count: number) => plan({}, {}, many(count)).repeats;

  test('are three, fewer where there are many addresses, and none where those are a sample of their own', () => {
    expect([1, 4, 5, 6, 7, 12, 13, 16].map(repeats)).toEqual([3, 3, 2, 2, 1, 1, undefined, undefined]);
  });

  test('never bring an origin beyond the most connections', () => {
    for (let count = 1; count <= MAX_ADDRESSES; count += 1) {
      const all = MAX_DIALS + count * (MAX_FOLLOW_UPS + (repeats(count) ?? 0)) + 1;
      expect(count * (repeats(count) ?? 0)).toBeLessThanOrEqual(MAX_ALL_REPEATS);
      expect(all).toBeLessThanOrEqual(MAX_CONNECTIONS);
    }
  });

  test.each([
    ['an application load balancer', { domainName: 'shop-1234567890.eu-west-1.elb.amazonaws.com' }],
    ['S3', { domainName: 'shop.s3.eu-west-1.amazonaws.com', connection: { type: 's3' } as const }],
    ['an API', { domainName: 'abc123.execute-api.eu-west-1.amazonaws.com' }],
    ['plain HTTP', { connection: customConnection({ protocolPolicy: 'http-only' }) }],
  ])('are none for %s', (_what, from) => {
    expect(plan({}, from, ['203.0.113.7'])).not.toHaveProperty('repeats');
  });

  test('are none where the name leads to an application load balancer; a network load balancer may pass TLS on', () => {
    const repeatsBehind = (cname: string) => dialPlan(origin(), distribution(), ['203.0.113.7'], 0, [cname]).repeats;
    expect(repeatsBehind('shop-1234567890.eu-west-1.elb.amazonaws.com')).toBeUndefined();
    expect(repeatsBehind('shop-0123456789abcdef.elb.eu-west-1.amazonaws.com')).toBe(3);
    expect(repeatsBehind('pool.example.net')).toBe(3);
  });
});
