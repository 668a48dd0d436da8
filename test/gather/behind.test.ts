import { describe, expect, test } from '@jest/globals';
import { findBehind, type Search } from '../../lambda/gather/behind.ts';
import { notApplicable, observed, unavailable } from '../../lambda/gather/observe.ts';
import type { Resolution } from '../../lambda/model/handshake.ts';
import { loadBalancer, networkInterface } from '../evidence.ts';

const ADDRESS = '203.0.113.7';
const BALANCER = 'shop-1234567890.eu-west-1.elb.amazonaws.com';

const resolved = (cnames: readonly string[] = [], addresses: readonly string[] = [ADDRESS]): Resolution => ({
  kind: 'resolved',
  name: 'origin.example.com',
  cnames,
  addresses,
  cut: 0,
});

/** An account without anything, in a world where reverse DNS names a Region; writes down what it is asked. */
function search(over: Partial<Search> = {}, ptr = 'ec2-203-0-113-7.eu-west-1.compute.amazonaws.com') {
  const asked: string[] = [];
  const noting =
    <Q extends readonly unknown[], T>(name: string, answer: (...question: Q) => Promise<T>) =>
    (...question: Q) => {
      asked.push(`${name} ${question.flat().join(' ')}`);
      return answer(...question);
    };
  const gone = async () => Promise.reject(Object.assign(new Error('gone'), { code: 'ENOTFOUND' }));
  const all: Search = {
    resolver: {
      resolve4: async () => [ADDRESS],
      resolve6: gone,
      resolveCname: gone,
      resolveCaa: gone,
      reverse: async () => [ptr],
      cancel: () => {},
    },
    signal: new AbortController().signal,
    regions: [],
    loadBalancer: async (names) =>
      names.some((name) => name.includes('.elb.')) ? observed(loadBalancer()) : notApplicable('no such name'),
    balancerBehind: async () => notApplicable('no such name'),
    loadBalancerNamed: async () => unavailable('no such load balancer'),
    zonesNamed: async () => observed([]),
    leadsOf: async () => observed({ exists: false, leads: [] }),
    interfacesWith: async () =>
      observed({ absent: 'no network interface in eu-west-1 of this account has 203.0.113.7' }),
    ...over,
  };
  const noted: Search = {
    ...all,
    loadBalancer: noting('elb', all.loadBalancer),
    loadBalancerNamed: async (owned, path) => {
      asked.push(`named ${owned.region} ${path}`);
      return all.loadBalancerNamed(owned, path);
    },
    zonesNamed: noting('zones', all.zonesNamed),
    leadsOf: async (zone, name) => {
      asked.push(`records ${name}`);
      return all.leadsOf(zone, name);
    },
    interfacesWith: noting('interfaces', all.interfacesWith),
  };
  return { search: noted, asked };
}

const ALIAS = {
  zonesNamed: async (name: string) => observed(name === 'example.com' ? [{ id: 'Z1', name }] : []),
  leadsOf: async (_: unknown, name: string) =>
    observed({ exists: true, leads: [{ record: name, target: BALANCER, inZone: false }] }),
};
const OF_BALANCER = networkInterface({
  managed: true,
  instanceId: undefined,
  description: 'ELB app/shop/50dc6c495c0c9188',
});

describe('what stands behind a name', () => {
  test('a load balancer that DNS names: nobody else is asked', async () => {
    const { search: one, asked } = search();
    const found = await findBehind(one, 'origin.example.com', resolved([BALANCER]));
    expect(found.loadBalancer).toEqual(observed(loadBalancer()));
    expect(asked).toEqual([`elb origin.example.com ${BALANCER}`]);
  });

  test('one that DNS names and that cannot be seen: nobody else is asked either', async () => {
    const { search: one, asked } = search({ loadBalancer: async () => unavailable('denied') });
    await findBehind(one, 'origin.example.com', resolved([BALANCER]));
    expect(asked).toHaveLength(1);
  });

  test.each([
    'bucket.s3.eu-west-1.amazonaws.com',
    'abc.execute-api.eu-west-1.amazonaws.com',
    'abc.lambda-url.eu-west-1.on.aws',
    'd111111abcdef8.cloudfront.net',
  ])('%s is AWS its own: nothing is looked for, behind a CNAME either', async (name) => {
    for (const resolution of [{ ...resolved(), name }, resolved([name])]) {
      const { search: one, asked } = search();
      await findBehind(one, resolution.name, resolution);
      expect(asked).toHaveLength(1);
    }
  });

  test('no address, or an address for a name: nothing can be looked for', async () => {
    const { search: one, asked } = search();
    const gone: Resolution = { kind: 'failing', name: 'origin.example.com', code: 'ESERVFAIL' };
    await findBehind(one, 'origin.example.com', gone);
    await findBehind(one, ADDRESS, { ...resolved(), name: ADDRESS });
    expect(asked).toEqual(['elb origin.example.com', `elb ${ADDRESS}`]);
  });

  test('an alias, and how it was found; no interface is asked for', async () => {
    const { search: one, asked } = search(ALIAS);
    const found = await findBehind(one, 'origin.example.com', resolved());
    const record = { zoneId: 'Z1', zoneName: 'example.com', name: 'origin.example.com', target: BALANCER };
    expect(found.loadBalancer).toEqual(observed(loadBalancer({ foundBy: { kind: 'alias', record } })));
    expect(found.alias).toEqual(observed({ records: [record], target: BALANCER }));
    expect(asked).toEqual([
      'elb origin.example.com',
      'zones origin.example.com',
      'zones example.com',
      'records origin.example.com',
      `elb ${BALANCER}`,
    ]);
  });

  test('an interface that a load balancer keeps, confirmed by its name', async () => {
    const { search: one, asked } = search({
      interfacesWith: async () => observed([OF_BALANCER]),
      loadBalancerNamed: async () => observed(loadBalancer()),
    });
    const found = await findBehind(one, 'origin.example.com', resolved());
    const foundBy = { kind: 'address' as const, address: ADDRESS, networkInterfaceId: OF_BALANCER.id };
    expect(found.loadBalancer).toEqual(observed(loadBalancer({ foundBy })));
    expect(asked.slice(-2)).toEqual([`interfaces eu-west-1 ${ADDRESS}`, 'named eu-west-1 app/shop/50dc6c495c0c9188']);
  });

  test('an instance; EC2’s own name tells the Region and needs no zone', async () => {
    const { search: one, asked } = search({ interfacesWith: async () => observed([networkInterface()]) }, 'x');
    const name = 'ec2-203-0-113-7.ap-southeast-2.compute.amazonaws.com';
    const found = await findBehind(one, name, { ...resolved(), name });
    expect(found.networkInterfaces).toEqual(observed([networkInterface()]));
    expect(found.loadBalancer.status).toBe('not-applicable');
    expect(asked).toEqual([`elb ${name}`, `interfaces ap-southeast-2 ${ADDRESS}`]);
  });

  test('nothing: an address that is not AWS its own is not asked for', async () => {
    const { search: one, asked } = search({}, 'server.hoster.example');
    const found = await findBehind(one, 'origin.example.com', resolved());
    expect(Object.values(found).map(({ status }) => status)).toEqual(Array(5).fill('not-applicable'));
    expect(asked.filter((line) => line.startsWith('interfaces'))).toEqual([]);
  });

  test('nothing said of the Region: four configured ones are asked, and finding nothing there is no blind spot', async () => {
    const regions = ['a-b-1', 'a-b-2', 'a-b-3', 'a-b-4', 'a-b-5'];
    const { search: one, asked } = search({ regions }, 'server.hoster.example');
    const found = await findBehind(one, 'origin.example.com', resolved());
    expect(found.networkInterfaces.status).toBe('not-applicable');
    expect(asked.filter((line) => line.startsWith('interfaces'))).toHaveLength(4);
  });

  test('an address of AWS that the account does not have is told', async () => {
    const found = await findBehind(search().search, 'origin.example.com', resolved());
    expect(found.loadBalancer).toEqual(found.networkInterfaces);
    expect(found.networkInterfaces).toMatchObject({
      status: 'unavailable',
      reason: expect.stringMatching(/^no network interface in eu-west-1 .*203\.0\.113\.7, which is AWS's: given back/),
    });
  });

  test('an address that no interface has is known as such, where something says that it is of AWS', async () => {
    const why = 'no network interface in eu-west-1 of this account has 203.0.113.7';
    const unheld = observed({ addresses: [ADDRESS], regions: ['eu-west-1'], why });
    expect((await findBehind(search().search, 'origin.example.com', resolved())).unheld).toEqual(unheld);
    const name = 'ec2-203-0-113-7.eu-west-1.compute.amazonaws.com';
    expect((await findBehind(search({}, 'x').search, name, { ...resolved(), name })).unheld).toEqual(unheld);
    const held = { interfacesWith: async () => observed([networkInterface()]) };
    const denied = { interfacesWith: async () => unavailable('denied') };
    for (const over of [held, denied, { regions: ['eu-west-1'] }]) {
      const found = await findBehind(search(over, over === held ? undefined : 'x').search, 'a.example', resolved());
      expect(found.unheld.status).not.toBe('observed');
    }
  });

  test('denied: told once for the load balancer too, and made good by what comes after', async () => {
    const denied = unavailable('no', 'route53:ListHostedZonesByName');
    const zonesNamed = async () => denied;
    const without = await findBehind(search({ zonesNamed }, 'x').search, 'origin.example.com', resolved());
    expect(without).toMatchObject({ loadBalancer: denied, alias: denied });
    const { search: one } = search({
      zonesNamed,
      interfacesWith: async () => observed([OF_BALANCER]),
      loadBalancerNamed: async () => observed(loadBalancer()),
    });
    const found = await findBehind(one, 'origin.example.com', resolved());
    expect(found.alias.status).toBe('not-applicable');
    expect(found.loadBalancer.status).toBe('observed');
  });
});
