import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Aws, awsClients } from '../../lambda/gather/clients.ts';
import { readTlsPolicy, toTlsPolicy } from '../../lambda/gather/tls-policy.ts';
import { type Loopback, startLoopback, xml, xmlError } from './aws-loopback.ts';

const NAME = 'ELBSecurityPolicy-TLS-1-2-2017-01';
const RECORDED = {
  Name: NAME,
  SslProtocols: ['TLSv1.2'],
  Ciphers: [
    { Name: 'ECDHE-ECDSA-AES128-GCM-SHA256', Priority: 1 },
    { Name: 'ECDHE-RSA-AES128-GCM-SHA256', Priority: 2 },
  ],
  SupportedLoadBalancerTypes: ['application', 'network'],
};
const SEEN = {
  status: 'observed',
  value: {
    name: NAME,
    protocols: ['TLSv1.2'],
    ciphers: ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
  },
};

describe('the mapping', () => {
  test('keeps versions and ciphers of the policy that was asked for', () => {
    expect(toTlsPolicy([{ ...RECORDED, Name: 'other', SslProtocols: ['TLSv1'] }, RECORDED], NAME)).toEqual(SEEN);
  });

  test.each([
    [],
    [{ ...RECORDED, Name: 'other' }],
    [{ ...RECORDED, Ciphers: [] }],
    [{ ...RECORDED, SslProtocols: undefined }],
  ])('an empty policy accuses nobody: it was not seen', (...policies) => {
    expect(toTlsPolicy(policies, NAME).status).toBe('unavailable');
  });

  test('is bounded', () => {
    const Ciphers = Array.from({ length: 1_000 }, (_, index) => ({ Name: `c${index}` }));
    const seen = toTlsPolicy([{ ...RECORDED, Ciphers }], NAME);
    expect(seen.status === 'observed' && seen.value.ciphers.length).toBe(64);
  });
});

describe('the call', () => {
  let loopback: Loopback;
  let aws: Aws;
  beforeAll(async () => {
    loopback = await startLoopback();
    aws = awsClients(loopback.settings);
  });
  afterAll(() => loopback.close());
  const read = () => readTlsPolicy(aws, 'eu-west-1', NAME, AbortSignal.timeout(10_000));

  test('asks for one policy, by name, in the load balancer’s Region', async () => {
    const ciphers = RECORDED.Ciphers.map(
      (one) => `<member><Name>${one.Name}</Name><Priority>${one.Priority}</Priority></member>`,
    ).join('');
    const policy = `<Name>${NAME}</Name><SslProtocols><member>TLSv1.2</member></SslProtocols><Ciphers>${ciphers}</Ciphers>`;
    loopback.answer(() => xml('DescribeSSLPolicies', `<SslPolicies><member>${policy}</member></SslPolicies>`));
    expect(await read()).toEqual(SEEN);
    expect(loopback.calls).toMatchObject([
      { action: 'DescribeSSLPolicies', region: 'eu-west-1', input: { 'Names.member.1': NAME } },
    ]);
  });

  test('a denied one is a blind spot with its permission', async () => {
    loopback.answer(() => xmlError(403, 'AccessDenied'));
    expect(await read()).toMatchObject({
      status: 'unavailable',
      permission: 'elasticloadbalancing:DescribeSSLPolicies',
    });
  });
});
