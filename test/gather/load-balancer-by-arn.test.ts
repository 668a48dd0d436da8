import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Aws, awsClients } from '../../lambda/gather/clients.ts';
import { readLoadBalancer } from '../../lambda/gather/load-balancer-by-arn.ts';
import { type Loopback, startLoopback, xml, xmlError } from './aws-loopback.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-central-1:444455556666:loadbalancer/app/shop/50dc6c495c0c9188';
const answer = (arn: string) =>
  xml(
    'DescribeLoadBalancers',
    `<LoadBalancers><member><LoadBalancerArn>${arn}</LoadBalancerArn><LoadBalancerName>shop</LoadBalancerName>` +
      '<DNSName>internal-shop-1.eu-central-1.elb.amazonaws.com</DNSName><Scheme>internal</Scheme><Type>application</Type>' +
      '<State><Code>active</Code></State><IpAddressType>ipv4</IpAddressType></member></LoadBalancers>',
  );

describe('a load balancer by its ARN', () => {
  let loopback: Loopback;
  let aws: Aws;
  beforeAll(async () => {
    loopback = await startLoopback();
    aws = awsClients(loopback.settings);
  });
  afterAll(() => loopback.close());
  const read = () => readLoadBalancer(aws, ARN, AbortSignal.timeout(10_000));

  test('is asked for in the Region that the ARN names', async () => {
    loopback.answer(() => answer(ARN));
    expect(await read()).toMatchObject({ status: 'observed', value: { arn: ARN, scheme: 'internal' } });
    expect(loopback.calls).toMatchObject([
      { action: 'DescribeLoadBalancers', region: 'eu-central-1', input: { 'LoadBalancerArns.member.1': ARN } },
    ]);
  });

  test.each(['LoadBalancerNotFound', 'ValidationError'])(
    'of another account is a blind spot that names it: %s',
    async (code) => {
      loopback.answer(() => xmlError(400, code));
      expect(await read()).toEqual({
        status: 'unavailable',
        reason: expect.stringMatching(/app\/shop\/50dc6c495c0c9188 is not in .*444455556666/),
      });
    },
  );

  test('an answer about another one is none', async () => {
    loopback.answer(() => answer(`${ARN}0`));
    expect((await read()).status).toBe('unavailable');
  });

  test('a denied call is a blind spot with its permission', async () => {
    loopback.answer(() => xmlError(403, 'AccessDenied'));
    expect(await read()).toMatchObject({ permission: 'elasticloadbalancing:DescribeLoadBalancers' });
  });
});
