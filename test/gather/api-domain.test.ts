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
      name: 'api.example.com',
      region: 'eu-west-1',
      endpoint: ENDPOINT,
      status: 'AVAILABLE',
      securityPolicy: 'TLS_1_2',
      certificateArn: ARN,
      trustStore: 's3://trust/clients.pem',
    });
  });

  test('bounds the words, and makes do without what may be absent', () => {
    const long = { ...RECORDED, mutualTlsAuthentication: { truststoreUri: `s3://${'x'.repeat(5_000)}` } };
    expect(JSON.stringify(recognise(long, ENDPOINT, 'eu-west-1')).length).toBeLessThan(1_000);
    expect(recognise({ regionalDomainName: ENDPOINT.toUpperCase() }, ENDPOINT, 'eu-west-1')).toEqual({
      ...{ name: '', region: 'eu-west-1', endpoint: ENDPOINT, status: 'AVAILABLE', securityPolicy: 'unknown' },
    });
  });

  test.each([{ ...RECORDED, regionalDomainName: 'd-zzz.execute-api.eu-west-1.amazonaws.com' }, {}])(
    'a name that leads elsewhere is another one: %#',
    (found) => {
      const seen = recognise(found, ENDPOINT, 'eu-west-1');
      expect(seen).toEqual({ absent: expect.stringContaining(`DNS leads to ${ENDPOINT}`) });
    },
  );
});

describe('an edge-optimized domain name', () => {
  const EDGE = 'd2x4g8k1edge.cloudfront.net';
  const HELD = 'arn:aws:acm:us-east-1:111122223333:certificate/22222222-aaaa-4bbb-8ccc-222222222222';
  const domain = { region: 'eu-west-1', name: 'api.example.com', distributionDomainName: EDGE, certificateArn: HELD };
  const find = async (names: readonly string[], asked: string, more: object = {}) => {
    const account = await startAccount({ apiDomains: [domain], ...more });
    try {
      const aws = awsClients({ endpoint: account.endpoint, credentials: { accessKeyId: 'A', secretAccessKey: 'b' } });
      const sought = { names, asked, regions: ['eu-west-1', 'a-b-1', 'a-b-2', 'a-b-3'] };
      const seen = await findApiDomain(aws, sought, new AbortController().signal);
      return { seen, regions: new Set(account.calls.map(({ region }) => region)) };
    } finally {
      await account.close();
    }
  };

  test('is found by the distribution that DNS leads to, in us-east-1 and the configured Regions, four in all', async () => {
    const { seen, regions } = await find(['api.example.com', `${EDGE.toUpperCase()}.`], 'api.example.com');
    expect(seen).toMatchObject({
      status: 'observed',
      value: { name: 'api.example.com', region: 'eu-west-1', endpoint: EDGE, edge: true, certificateArn: HELD },
    });
    expect([...regions].toSorted()).toEqual(['a-b-1', 'a-b-2', 'eu-west-1', 'us-east-1']);
  });

  test('is not another one of that name, and nothing to be missed where there is none', async () => {
    const other = await find(['api.example.com', 'd111111abcdef8.cloudfront.net'], 'api.example.com');
    expect(other.seen.status).toBe('not-applicable');
    expect((await find(['www.example.com', EDGE], 'www.example.com')).seen.status).toBe('not-applicable');
  });

  test('is not looked for where CloudFront asks for the distribution by its own name', async () => {
    const { seen, regions } = await find([EDGE], EDGE);
    expect([seen.status, regions.size]).toEqual(['not-applicable', 0]);
  });

  test('that nobody may ask for is told', async () => {
    const faults = [{ operation: 'apigateway:GetDomainName', kind: 'deny' }];
    const { seen } = await find(['api.example.com', EDGE], 'api.example.com', { faults });
    expect(seen).toMatchObject({ status: 'unavailable', permission: 'apigateway:GET' });
  });
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
    return findApiDomain(aws, { names, asked, regions: ['eu-west-1'] }, new AbortController().signal);
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
      status: 'observed',
      value: { absent: expect.stringContaining('there is no custom domain name www.other.example') },
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
