import { GetDomainNameCommand } from '@aws-sdk/client-api-gateway';
import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../lab/account/fixture.ts';
import { clientsOf, errorOf, send, signedFor, withAccount } from './clients.ts';
import { ESTATE } from './estate.ts';

const EU = 'eu-west-1';
const ask = (domainName: string) => new GetDomainNameCommand({ domainName });

describe('API Gateway', () => {
  test('describes a custom domain name, its wildcard too, in its own Region', async () => {
    await withAccount(ESTATE, async (account) => {
      const { apiGateway } = clientsOf(account, EU);
      const answer = await apiGateway.send(ask('api.shop.example'));
      expect(answer).toMatchObject({
        domainName: 'api.shop.example',
        regionalDomainName: expect.stringMatching(/^d-[0-9a-f]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/),
        domainNameStatus: 'AVAILABLE',
        endpointConfiguration: { types: ['REGIONAL'] },
        mutualTlsAuthentication: { truststoreUri: 's3://trust/clients.pem' },
      });
      expect((await apiGateway.send(ask('*.shop.example'))).domainName).toBe('*.shop.example');
      const elsewhere = await errorOf(clientsOf(account, 'us-east-1').apiGateway.send(ask('api.shop.example')));
      expect(elsewhere).toMatchObject({ name: 'NotFoundException', $metadata: { httpStatusCode: 404 } });
    });
  });

  test.each<[Fault['kind'], string, number]>([
    ['deny', 'AccessDeniedException', 403],
    ['throttle', 'TooManyRequestsException', 429],
    ['fail', 'InternalFailure', 500],
  ])('%s: as the service says it', async (kind, name, httpStatusCode) => {
    await withAccount({ ...ESTATE, faults: [{ operation: 'apigateway:GetDomainName', kind }] }, async (account) => {
      const error = await errorOf(clientsOf(account, EU).apiGateway.send(ask('api.shop.example')));
      expect(error).toMatchObject({ name, $metadata: { httpStatusCode } });
      if (kind === 'deny') expect(error.message).toContain('is not authorized to perform: apigateway:GET on resource:');
    });
  });

  test('refuses what it does not know', async () => {
    await withAccount(ESTATE, async (account) => {
      const headers = { authorization: signedFor('apigateway', EU) };
      const unknown = await send(account, { path: '/restapis', headers });
      expect([unknown.status, unknown.headers.get('x-amzn-errortype')]).toEqual([404, 'UnknownOperationException']);
      const odd = await send(account, { path: '/domainnames/api.shop.example?everything=1', headers });
      expect([odd.status, odd.headers.get('x-amzn-errortype')]).toEqual([400, 'BadRequestException']);
      expect(JSON.parse(odd.body)).toEqual({ message: expect.stringContaining('everything') });
    });
  });
});
