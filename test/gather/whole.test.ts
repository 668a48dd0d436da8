import { afterEach, describe, expect, test } from '@jest/globals';
import type { Account } from '../../lab/account/account.ts';
import type { AccountFixture } from '../../lab/account/fixture.ts';
import { startAccount } from '../../lab/account/server.ts';
import { SHOP_ID, shop } from '../../lab/estate.ts';
import { sourcesOf, startLook } from '../../lambda/gather/sources.ts';
import { gatherWhole, nothingWhole } from '../../lambda/gather/whole.ts';
import type { Distribution } from '../../lambda/model/distribution.ts';
import type { Observation } from '../../lambda/model/evidence.ts';
import { behavior, distribution, observed, unavailable } from '../evidence.ts';

let account: Account | undefined;
afterEach(async () => {
  await account?.close();
});

/** What is seen of the whole distribution over a pretend account, within so many milliseconds. */
const ROUTER = 'arn:aws:cloudfront::111122223333:function/router';
const EDGE = 'arn:aws:lambda:us-east-1:111122223333:function:edge:3';
const steered = distribution({
  id: SHOP_ID,
  behaviors: [
    behavior({
      edgeFunctions: [
        { kind: 'cloudfront-function', eventType: 'viewer-request', arn: ROUTER, changesOrigin: 'no' },
        { kind: 'lambda-at-edge', eventType: 'origin-request', arn: EDGE, changesOrigin: 'unknown' },
      ],
    }),
  ],
});

async function gather(
  fixture: AccountFixture,
  wholeMs = 10_000,
  read: Observation<Distribution> = observed(distribution()),
) {
  account = await startAccount({ distributions: [shop({ additionalMetrics: false })], ...fixture });
  const nothing = async () => [];
  const sources = sourcesOf({
    now: () => new Date('2026-11-23T03:12:40Z'),
    resolver: {
      resolve4: nothing,
      resolve6: nothing,
      resolveCname: nothing,
      resolveCaa: nothing,
      reverse: nothing,
      cancel: () => {},
    },
    dial: () => {
      throw new Error('nothing may be dialled');
    },
    trustAnchors: [],
    aws: { endpoint: account.endpoint, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'lab' } },
    allowPrivateAddresses: false,
    topicArn: '',
    limits: { wholeMs },
  });
  // The deadline is about AWS's answers, not about loading its clients.
  await Promise.all([sources.aws.cloudfront(), sources.aws.cloudwatch()]);
  return gatherWhole(startLook(sources), SHOP_ID, Promise.resolve(read));
}

describe('what belongs to the distribution as a whole', () => {
  test('is seen over the wire', async () => {
    const values = [{ at: '2026-11-23T03:11:20Z', value: 41 }];
    const seen = await gather({ metrics: [{ name: '5xxErrorRate', distributionId: SHOP_ID, values }] });
    expect(seen.monitoring).toEqual({ status: 'observed', value: { additionalMetrics: 'off' } });
    expect(seen.traffic).toMatchObject({ value: { from: '2026-11-23T00:12:00.000Z' } });
    const series = seen.traffic.status === 'observed' ? seen.traffic.value.series['5xx'] : undefined;
    expect(series?.indexOf(41)).toBe(179);
    expect(account?.calls.map(({ operation }) => operation).toSorted()).toEqual([
      'GetMetricData',
      'GetMonitoringSubscription',
    ]);
  });

  test('ends with its own deadline: what came too late is unavailable, and what only explains it is not asked for', async () => {
    const seen = await gather({ faults: [{ operation: 'cloudwatch:*', kind: 'hang' }] }, 1_500);
    expect(seen.traffic).toEqual({ status: 'unavailable', reason: 'cloudwatch:GetMetricData did not answer in time' });
    expect(seen.deployment.status).toBe('not-applicable');
    expect(seen.monitoring.status).toBe('not-applicable');
    expect(seen.accessLog).toMatchObject({ reason: 'reading access logs is switched off' });
  });

  test('has the errors of edge code, in one call more, where there is any', async () => {
    const at = '2026-11-23T03:11:20Z';
    const Region = 'Global';
    const counts = await gather(
      {
        metrics: [
          { name: 'LambdaValidationError', distributionId: SHOP_ID, values: [{ at, value: 7 }] },
          {
            name: 'FunctionExecutionErrors',
            dimensions: { FunctionName: 'router', Region },
            values: [{ at, value: 9 }],
          },
        ],
      },
      10_000,
      observed(steered),
    );
    const seen = counts.edgeErrors.status === 'observed' ? counts.edgeErrors.value : [];
    expect(seen.map(({ kind, arns, of }) => [kind, arns, of])).toEqual([
      ['lambda-at-edge', [EDGE], 'distribution'],
      ['cloudfront-function', [ROUTER], 'function'],
    ]);
    expect(seen.map(({ counts: { series } }) => Object.keys(series))).toEqual([['validation'], ['execution']]);
    expect(seen[0]?.counts.series.validation?.indexOf(7)).toBe(179);
    expect(account?.calls.filter(({ operation }) => operation === 'GetMetricData')).toHaveLength(2);
  });

  test("takes a function's count in this distribution before its count everywhere", async () => {
    const at = '2026-11-23T03:11:20Z';
    const router = { FunctionName: 'router', Region: 'Global' };
    const here = { ...router, DistributionId: SHOP_ID };
    const metrics = [here, router].map((dimensions, index) => ({
      name: 'FunctionThrottles',
      dimensions,
      values: [{ at, value: index + 1 }],
    }));
    const { edgeErrors } = await gather({ metrics }, 10_000, observed(steered));
    expect(edgeErrors).toMatchObject({ value: [{ of: 'distribution', arns: [ROUTER] }] });
  });

  test.each([
    ['no code is attached', observed(distribution())],
    ['the distribution was not read', unavailable()],
  ])('asks for no errors of edge code where %s', async (why, read) => {
    const { edgeErrors } = await gather({}, 10_000, read);
    expect(edgeErrors).toMatchObject({ status: 'not-applicable', reason: expect.stringContaining(why) });
    expect(account?.calls.filter(({ operation }) => operation === 'GetMetricData')).toHaveLength(1);
  });

  test('is none where no account is asked', () => {
    const none = { status: 'not-applicable', reason: 'nobody asked' };
    expect(nothingWhole('nobody asked')).toEqual({
      traffic: none,
      monitoring: none,
      accessLog: none,
      edgeErrors: none,
      deployment: none,
    });
  });
});
