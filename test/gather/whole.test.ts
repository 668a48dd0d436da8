import { afterEach, describe, expect, test } from '@jest/globals';
import type { Account } from '../../lab/account/account.ts';
import type { AccountFixture } from '../../lab/account/fixture.ts';
import { startAccount } from '../../lab/account/server.ts';
import { SHOP_ID, shop } from '../../lab/estate.ts';
import { sourcesOf, startLook } from '../../lambda/gather/sources.ts';
import { gatherWhole, nothingWhole } from '../../lambda/gather/whole.ts';

let account: Account | undefined;
afterEach(async () => {
  await account?.close();
});

/** What is seen of the whole distribution over a pretend account, within so many milliseconds. */
async function gather(fixture: AccountFixture, wholeMs = 10_000) {
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
  return gatherWhole(startLook(sources), SHOP_ID);
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

  test('ends with its own deadline: what came too late is unavailable, the rest is seen', async () => {
    const seen = await gather({ faults: [{ operation: 'cloudwatch:*', kind: 'hang' }] }, 1_500);
    expect(seen.traffic).toEqual({ status: 'unavailable', reason: 'cloudwatch:GetMetricData did not answer in time' });
    expect(seen.monitoring.status).toBe('observed');
  });

  test('is none where no account is asked', () => {
    const none = { status: 'not-applicable', reason: 'nobody asked' };
    expect(nothingWhole('nobody asked')).toEqual({ traffic: none, monitoring: none, accessLog: none });
  });
});
