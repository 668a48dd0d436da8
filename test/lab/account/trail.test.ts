import { LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { describe, expect, test } from '@jest/globals';
import type { EventFixture } from '../../../lab/account/fixture/trail.ts';
import { clientsOf, errorOf, withAccount } from './clients.ts';

const event = (at: string, more: Partial<EventFixture> = {}): EventFixture => ({
  at,
  name: 'ModifyListener',
  source: 'elasticloadbalancing.amazonaws.com',
  region: 'eu-west-1',
  resources: [{ type: 'AWS::ElasticLoadBalancingV2::Listener', name: 'arn:one' }],
  ...more,
});
const EVENTS = [
  event('2026-11-23T03:00:00Z'),
  event('2026-11-23T03:05:00Z', { name: 'SetSecurityGroups' }),
  event('2026-11-22T03:00:00Z'),
  event('2026-11-23T03:01:00Z', { region: 'us-east-1' }),
  event('2026-11-23T03:02:00Z', { resources: [{ type: 'AWS::EC2::SecurityGroup', name: 'sg-1' }] }),
];

describe('the event history', () => {
  const lookUp = (input: LookupEventsCommandInput, pageSize?: number) =>
    withAccount({ events: EVENTS, ...(pageSize && { pageSize }) }, (account) =>
      clientsOf(account, 'eu-west-1').cloudtrail.send(new LookupEventsCommand(input)),
    );
  const byName = (AttributeValue: string): LookupEventsCommandInput => ({
    LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue }],
  });
  const StartTime = new Date('2026-11-23T00:00:00Z');

  test('is that of one Region and one resource, newest first, within the time that was asked for', async () => {
    const { Events = [], NextToken } = await lookUp({ ...byName('arn:one'), StartTime });
    expect(Events.map(({ EventName, EventTime }) => [EventName, EventTime?.toISOString()])).toEqual([
      ['SetSecurityGroups', '2026-11-23T03:05:00.000Z'],
      ['ModifyListener', '2026-11-23T03:00:00.000Z'],
    ]);
    expect(NextToken).toBeUndefined();
    expect(JSON.parse(Events[0]?.CloudTrailEvent ?? '{}')).toMatchObject({
      eventName: 'SetSecurityGroups',
      readOnly: false,
    });
  });

  test('comes in pages', async () => {
    const first = await lookUp(byName('arn:one'), 2);
    expect(first.Events).toHaveLength(2);
    const second = await lookUp({ ...byName('arn:one'), NextToken: first.NextToken }, 2);
    expect(second.Events).toHaveLength(1);
  });

  test.each([
    [
      'two attributes',
      { LookupAttributes: [...(byName('a').LookupAttributes ?? []), ...(byName('b').LookupAttributes ?? [])] },
    ],
    ['more than a page', { MaxResults: 51 }],
    ['an end before the start', { StartTime, EndTime: new Date('2026-11-22T00:00:00Z') }],
    ['a token that it never gave', { NextToken: 'nonsense' }],
  ])('refuses %s', async (_, input) => {
    expect((await errorOf(lookUp(input))).name).toMatch(/Exception$/);
  });
});

describe('tags', () => {
  const BALANCER = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1';
  const DISTRIBUTION = 'arn:aws:cloudfront::111122223333:distribution/E1';
  const tags = { [BALANCER]: { a: 'b' }, [DISTRIBUTION]: { c: 'd' } };
  const read = (region: string, ...ResourceARNList: string[]) =>
    withAccount({ tags }, (account) =>
      clientsOf(account, region).tagging.send(new GetResourcesCommand({ ResourceARNList })),
    );

  test('are told in the Region of the resource, those of global ones in us-east-1', async () => {
    const both = [BALANCER, DISTRIBUTION] as const;
    const told = async (region: string) =>
      (await read(region, ...both)).ResourceTagMappingList?.map(({ ResourceARN, Tags }) => [ResourceARN, Tags]);
    expect(await told('eu-west-1')).toEqual([[BALANCER, [{ Key: 'a', Value: 'b' }]]]);
    expect(await told('us-east-1')).toEqual([[DISTRIBUTION, [{ Key: 'c', Value: 'd' }]]]);
  });

  test('are refused for what is no ARN, and for ARNs beside filters', async () => {
    expect((await errorOf(read('eu-west-1', 'shop'))).name).toBe('InvalidParameterException');
    const beside = { ResourceARNList: [BALANCER], ResourceTypeFilters: ['elasticloadbalancing'] };
    const asked = withAccount({ tags }, (account) =>
      clientsOf(account, 'eu-west-1').tagging.send(new GetResourcesCommand(beside)),
    );
    expect((await errorOf(asked)).name).toBe('InvalidParameterException');
  });
});
