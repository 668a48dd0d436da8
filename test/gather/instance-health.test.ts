import { afterEach, describe, expect, test } from '@jest/globals';
import type { Account } from '../../lab/account/account.ts';
import type { AccountFixture } from '../../lab/account/fixture.ts';
import { startAccount } from '../../lab/account/server.ts';
import { toInstanceHealth } from '../../lambda/gather/instance-health.ts';
import { recordsOf } from '../../lambda/gather/records.ts';
import { loadBalancer } from '../evidence.ts';
import { lookIn } from './look.ts';

const FAILED = 'Instance has failed at least the UnhealthyThreshold number of health checks consecutively.';

let account: Account | undefined;
afterEach(() => account?.close());

/** What is read of the classic load balancer `old`. */
async function read(more: AccountFixture = {}) {
  const old = {
    region: 'eu-west-1',
    name: 'old',
    healthCheck: 'HTTP:80/health',
    instances: ['i-1'],
    unfit: [{ id: 'i-2', description: FAILED }],
  };
  account = await startAccount({ classicLoadBalancers: [old], ...more });
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'lab' };
  const records = recordsOf(lookIn({ endpoint: account.endpoint, credentials }));
  return records.targets(loadBalancer({ type: 'classic', name: 'old', arn: 'arn:old' }), [], 503);
}

describe('the instances of a classic load balancer', () => {
  test('are counted in the words of target groups, with what AWS says of those that are not fit', () => {
    const states = toInstanceHealth([
      { InstanceId: 'i-1', State: 'InService', ReasonCode: 'N/A', Description: 'N/A' },
      { InstanceId: 'i-2', State: 'OutOfService', ReasonCode: 'Instance', Description: FAILED },
      { InstanceId: 'i-3', State: 'Unknown', ReasonCode: 'N/A', Description: 'N/A' },
      {},
    ]);
    expect(states).toEqual({
      states: { healthy: 1, OutOfService: 1, unavailable: 2 },
      unfit: [
        { id: 'i-2', state: 'OutOfService', description: FAILED },
        { id: 'i-3', state: 'unavailable' },
        { id: '', state: 'unavailable' },
      ],
    });
  });

  test('are bounded, the counts are whole', () => {
    const many = Array.from({ length: 500 }, () => ({ InstanceId: 'i'.repeat(500), State: 'OutOfService' }));
    const { states, unfit } = toInstanceHealth(many);
    expect([states.OutOfService, unfit.length, unfit[0]?.id.length]).toEqual([500, 10, 200]);
  });

  test('are one group, read with how the load balancer checks them', async () => {
    expect(await read()).toEqual({
      status: 'observed',
      value: {
        groups: [
          {
            ...{ arn: 'arn:old', name: 'old', of: 'instances', byDefault: true, healthCheck: 'HTTP:80/health' },
            states: { healthy: 1, OutOfService: 1 },
            unfit: [{ id: 'i-2', state: 'OutOfService', description: FAILED }],
          },
        ],
        isWhole: true,
        answered: 503,
      },
    });
    expect(account?.calls.map(({ operation }) => operation)).toEqual([
      'DescribeLoadBalancers',
      'DescribeInstanceHealth',
    ]);
  });

  test('are a blind spot where they may not be read', async () => {
    const faults = [{ operation: 'elasticloadbalancing:DescribeInstanceHealth', kind: 'deny' }] as const;
    expect(await read({ faults })).toMatchObject({
      status: 'unavailable',
      permission: 'elasticloadbalancing:DescribeInstanceHealth',
    });
  });
});
