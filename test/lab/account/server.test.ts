import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../../lab/account/account.ts';
import { startAccount } from '../../../lab/account/server.ts';
import { form, get, json, send, type Wire, withAccount } from './clients.ts';
import { ESTATE, MEMORY, TOPIC } from './estate.ts';
import { ACTIONS, ask } from './good-calls.ts';

describe('every call', () => {
  test('is written down in the order it came, with region, parameters and outcome', async () => {
    await withAccount(ESTATE, async (account) => {
      for (const action of ACTIONS) await ask(account, action);
      expect(account.calls.map(({ service, operation }) => `${service}:${operation}`)).toEqual(ACTIONS);
      expect(account.calls.map(({ outcome }) => outcome)).toEqual(ACTIONS.map(() => 'ok'));
      expect(account.calls.map(({ region }) => region)).toEqual(ACTIONS.map(() => 'us-east-1'));
      expect(account.calls.map(({ parameters }) => parameters)).toEqual([
        { Id: 'E1SHOP' },
        { AlarmNames: ['any'] },
        { Names: ['shop'] },
        {},
        {},
        {},
        {},
        { ServerCertificateName: 'old' },
        { TopicArn: TOPIC, Message: 'hi' },
        { TableName: MEMORY, Key: { id: { S: 'a' } } },
      ]);
      const moments = account.calls.map(({ at }) => at);
      expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    });
  });
});

describe('strict', () => {
  let account: Account;
  beforeAll(async () => {
    account = await startAccount(ESTATE);
  });
  afterAll(() => account.close());

  const acm = (parameters: object, target = 'CertificateManager.ListCertificates') =>
    json('acm', '1.1', target, parameters);
  const elb = (parameters: Readonly<Record<string, string>>) => form('elasticloadbalancing', parameters);
  const VERSION = { Action: 'DescribeListeners', Version: '2015-12-01' };
  const unsigned = ({ headers: { authorization: _gone, ...headers } = {}, ...rest }: Wire): Wire => ({
    ...rest,
    headers,
  });

  test.each<[string, Wire, number, string]>([
    ['an unknown JSON operation', acm({}, 'CertificateManager.DeleteEverything'), 400, 'UnknownOperationException'],
    ['another service’s target', acm({}, 'Kinesis.ListStreams'), 400, 'UnknownOperationException'],
    ['an unknown Query action', elb({ ...VERSION, Action: 'DeleteListener' }), 400, 'InvalidAction'],
    ['a prototype’s name as action', elb({ ...VERSION, Action: 'constructor' }), 400, 'InvalidAction'],
    ['another API version', elb({ ...VERSION, Version: '2012-06-01' }), 400, 'InvalidAction'],
    ['an unknown path', get('/2020-05-31/distribution'), 404, 'UnknownOperationException'],
    ['another method', { ...get('/2020-05-31/distribution/E1'), method: 'DELETE' }, 404, 'UnknownOperationException'],
    ['an unknown JSON parameter', acm({ Everything: true }), 400, 'ValidationException'],
    ['a value of the wrong type', acm({ MaxItems: '5' }), 400, 'ValidationException'],
    ['a value out of range', acm({ MaxItems: 0 }), 400, 'ValidationException'],
    ['a value that AWS does not have', acm({ Includes: { keyTypes: ['RSA-2048'] } }), 400, 'ValidationException'],
    ['an unknown Query parameter', elb({ ...VERSION, Everything: '1' }), 400, 'ValidationError'],
    ['a list with a gap', elb({ ...VERSION, 'ListenerArns.member.2': 'arn:x' }), 400, 'MalformedInput'],
    ['a bottomless parameter', elb({ ...VERSION, [`a${'.a'.repeat(20)}`]: '1' }), 400, 'MalformedInput'],
    ['an unknown query parameter of a path', get('/2020-05-31/distribution/E1?x=1'), 400, 'InvalidArgument'],
    ['a path that is no UTF-8', get('/2020-05-31/distribution/%FF'), 400, 'InvalidArgument'],
    ['a body that is no JSON', { ...acm({}), body: '{' }, 400, 'SerializationException'],
    ['a body that is no object', { ...acm({}), body: '[]' }, 400, 'SerializationException'],
    ['JSON 1.0 for a 1.1 service', json('acm', '1.0', 'CertificateManager.ListCertificates', {}), 400, 'Serialization'],
    ['too long a body', { ...acm({}), body: ' '.repeat(1_100_000) }, 400, 'SerializationException'],
    ['a service that the account has not', json('kinesis', '1.1', 'Kinesis.ListStreams', {}), 400, 'UnknownOperation'],
    ['no signature, in JSON', unsigned(acm({})), 400, 'MissingAuthenticationTokenException'],
    ['no signature, in Query', unsigned(elb(VERSION)), 403, 'MissingAuthenticationToken'],
    ['no signature, in REST', unsigned(get('/2020-05-31/distribution/E1SHOP')), 403, 'MissingAuthenticationToken'],
    ['half a signature', { path: '/', headers: { authorization: 'AWS4-HMAC-SHA256 Credential=x' } }, 400, 'Incomplete'],
  ])('%s is an error, in the format of the service, and is written down', async (_what, request, status, code) => {
    const before = account.calls.length;
    const answer = await send(account, request);
    expect({ status: answer.status, body: answer.body }).toEqual({ status, body: expect.stringContaining(code) });
    expect(account.calls.slice(before)).toEqual([expect.objectContaining({ outcome: expect.stringContaining(code) })]);
    const isJson = request.headers?.['x-amz-target'] !== undefined;
    expect(answer.body.startsWith(isJson ? '{"__type":' : '<?xml')).toBe(true);
  });
});
