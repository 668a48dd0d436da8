import { DescribeInstanceHealthCommand, DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../../lab/account/account.ts';
import { startAccount } from '../../../lab/account/server.ts';
import { clientsOf, errorOf } from './clients.ts';
import { DEFAULT_CERTIFICATE, ESTATE } from './estate.ts';

let account: Account;
beforeAll(async () => {
  account = await startAccount(ESTATE);
});
afterAll(() => account.close());

const named = (names: string[] | undefined, region = 'eu-west-1') =>
  clientsOf(account, region).classicElb.send(new DescribeLoadBalancersCommand({ LoadBalancerNames: names }));

describe('classic load balancers', () => {
  test('tell their listeners with the one certificate of each', async () => {
    const { LoadBalancerDescriptions: [one] = [] } = await named(['old']);
    expect(one).toMatchObject({
      LoadBalancerName: 'old',
      Scheme: 'internet-facing',
      SourceSecurityGroup: { OwnerAlias: '111122223333' },
      Instances: [{ InstanceId: 'i-0a1b2c3d4e5f60719' }],
    });
    expect(one?.DNSName).toMatch(/^old-\d{10}\.eu-west-1\.elb\.amazonaws\.com$/);
    expect(one?.CreatedTime).toBeInstanceOf(Date);
    expect(one?.ListenerDescriptions?.map(({ Listener }) => Listener)).toEqual([
      {
        Protocol: 'HTTPS',
        LoadBalancerPort: 443,
        InstanceProtocol: 'HTTP',
        InstancePort: 80,
        SSLCertificateId: DEFAULT_CERTIFICATE,
      },
      { Protocol: 'HTTP', LoadBalancerPort: 80, InstanceProtocol: 'HTTP', InstancePort: 80 },
    ]);
  });

  test('are not those of the newer API, and the other way round', async () => {
    expect(await errorOf(named(['shop']))).toMatchObject({ name: 'AccessPointNotFoundException' });
    expect(account.calls.at(-1)?.outcome).toBe('LoadBalancerNotFound');
    expect(await errorOf(named(['old'], 'us-east-1'))).toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  test('tell the health of their instances, all or those that are named', async () => {
    const health = (LoadBalancerName: string, ids?: readonly string[]) => {
      const Instances = ids?.map((InstanceId) => ({ InstanceId }));
      const command = new DescribeInstanceHealthCommand({ LoadBalancerName, ...(Instances && { Instances }) });
      return clientsOf(account, 'eu-west-1').classicElb.send(command);
    };
    const fit = { InstanceId: 'i-0a1b2c3d4e5f60719', State: 'InService', ReasonCode: 'N/A', Description: 'N/A' };
    expect((await health('old')).InstanceStates).toEqual([fit]);
    expect((await health('old', ['i-0'])).InstanceStates ?? []).toEqual([]);
    expect(await errorOf(health('shop'))).toMatchObject({ name: 'AccessPointNotFoundException' });
  });

  test('are never listed', async () => {
    expect(await errorOf(named(undefined))).toMatchObject({ name: 'AccessDenied' });
  });
});
