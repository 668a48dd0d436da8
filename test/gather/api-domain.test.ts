import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../lab/account/account.ts';
import { startAccount } from '../../lab/account/server.ts';
import { findApiDomain, recognise } from '../../lambda/gather/api-domain.ts';
import { awsClients } from '../../lambda/gather/clients.ts';

const ENDPOINT = 'd-abcdef1234.execute-api.eu-west-1.amazonaws.com';
const ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/11111111-aaaa-4bbb-8ccc-111111111111';
const RECORDED = {
  domainName: 'API.example.com',
  domainNameArn: 'arn:aws:apigateway:eu-west-1::/domainnames/api.example.com',
  regionalDomainName: ENDPOINT,
  regionalHostedZoneId: 'ZLY8HYME6SFDD',
  regionalCertificateArn: ARN,
  endpointConfiguration: { types: ['REGIONAL' as const], ipAddressType: 'ipv4' as const },
  domainNameStatus: 'AVAILABLE' as const,
  securityPolicy: 'TLS_1_2' as const,
  mutualTlsAuthentication: { truststoreUri: 's3://trust/clients.pem', truststoreVersion: 'abc' },
};

describe('the mapping', () => {
  test('keeps what decides', () => {
    expect(recognise(RECORDED, ENDPOINT, 'eu-west-1')).toEqual({
      status: 'observed',
      value: {
        name: 'api.example.com',
        region: 'eu-west-1',
        endpoint: ENDPOINT,
        status: 'AVAILABLE',
        securityPolicy: 'TLS_1_2',
        certificateArn: ARN,
        trustStore: 's3://trust/clients.pem',
      },
    });
  });

  test('bounds the words, and makes do without what may be absent', () => {
    const long = { ...RECORDED, mutualTlsAuthentication: { truststoreUri: `s3://${'x'.repeat(5_000)}` } };
    expect(JSON.stringify(recognise(long, ENDPOINT, 'eu-west-1')).length).toBeLessThan(1_000);
    expect(recognise({ regionalDomainName: ENDPOINT.toUpperCase() }, ENDPOINT, 'eu-west-1')).toEqual({
      status: 'observed',
      value: { name: '', region: 'eu-west-1', endpoint: ENDPOINT, status: 'AVAILABLE', securityPolicy: 'unknown' },
    });
  });

  test.each([{ ...RECORDED, regionalDomainName: 'd-zzz.execute-api.eu-west-1.amazonaws.com' }, {}])(
    'a name that leads elsewhere is another one: %#',
    (found) => {
      const seen = recognise(found, ENDPOINT, 'eu-west-1');
      expect(seen).toMatchObject({
        status: 'unavailable',
        reason: expect.stringContaining(`DNS leads to ${ENDPOINT}`),
      });
    },
  );
});

describe('the call', () => {
  let account: Account;
  const domain = { region: 'eu-west-1', regionalDomainName: ENDPOINT, certificateArn: ARN };
  beforeAll(async () => {
    account = await startAccount({
      apiDomains: [
        { ...domain, name: 'api.example.com' },
        { ...domain, name: '*.shop.example' },
      ],
      faults: [{ operation: 'apigateway:GetDomainName', kind: 'deny', times: 1 }],
    });
  });
  afterAll(() => account.close());
  const find = (asked: string, ...names: readonly string[]) => {
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
    const aws = awsClients({ endpoint: account.endpoint, credentials });
    return findApiDomain(aws, names, asked, new AbortController().signal);
  };

  test('denied, it names the one action of all reads', async () => {
    expect(await find('api.example.com', 'api.example.com', ENDPOINT)).toEqual({
      status: 'unavailable',
      reason: 'apigateway:GET was denied',
      permission: 'apigateway:GET',
    });
  });

  test('finds the name that is asked for, in the Region of the endpoint, with one call', async () => {
    const before = account.calls.length;
    expect(await find('api.example.com', 'origin.example.net', ENDPOINT)).toMatchObject({
      status: 'observed',
      value: { name: 'api.example.com', region: 'eu-west-1', certificateArn: ARN },
    });
    expect(account.calls.slice(before).map(({ operation, region }) => [operation, region])).toEqual([
      ['GetDomainName', 'eu-west-1'],
    ]);
  });

  test('tries its wildcard next, and no more', async () => {
    const before = account.calls.length;
    expect(await find('www.shop.example', ENDPOINT)).toMatchObject({ value: { name: '*.shop.example' } });
    expect(await find('www.other.example', ENDPOINT)).toMatchObject({
      status: 'unavailable',
      reason: expect.stringContaining('has no custom domain name www.other.example'),
    });
    expect(account.calls.slice(before).map(({ parameters }) => parameters.domainName)).toEqual([
      'www.shop.example',
      '*.shop.example',
      'www.other.example',
      '*.other.example',
    ]);
  });

  test('asks nobody where DNS leads to no such endpoint, or CloudFront asks for its own name', async () => {
    const before = account.calls.length;
    expect((await find('origin.example.com', 'origin.example.com')).status).toBe('not-applicable');
    expect((await find('a', 'abcdef1234.execute-api.eu-west-1.amazonaws.com')).status).toBe('not-applicable');
    expect((await find(ENDPOINT, ENDPOINT)).status).toBe('not-applicable');
    expect(account.calls).toHaveLength(before);
  });
});
