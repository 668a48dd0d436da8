import { createServer, type Server } from 'node:net';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Surroundings } from '../../terminal/command.ts';
import { worldFor } from '../../terminal/world.ts';

const PLAIN: Surroundings = { allowPrivateAddresses: false, connectTo: [], regions: [], memberRoles: [] };

const [pem = ''] = rootCertificates;

function world(more: Partial<Surroundings>, files: Readonly<Record<string, string>> = {}) {
  const readText = async (path: string) => {
    const text = files[path];
    if (text === undefined) throw new Error('ENOENT');
    return text;
  };
  return worldFor({ ...PLAIN, ...more }, { readText });
}

describe('the world of the terminal', () => {
  test('trusts what Mozilla trusts and dials no private address unless told', async () => {
    const { trustAnchors, allowPrivateAddresses, aws, limits } = await world({});
    expect(trustAnchors).toBe(rootCertificates);
    expect({ allowPrivateAddresses, aws, limits }).toEqual({
      allowPrivateAddresses: false,
      aws: {},
      limits: undefined,
    });
  });

  test('takes the profile, the time limit and the permission to dial privately', async () => {
    expect(await world({ profile: 'prod', timeoutSeconds: 7, allowPrivateAddresses: true })).toMatchObject({
      aws: { profile: 'prod' },
      limits: { evidenceMs: 7000 },
      allowPrivateAddresses: true,
    });
  });

  test('takes other Regions, and roles in other accounts by their ARN or by the name that all have', async () => {
    const arn = 'arn:aws:iam::444455556666:role/Reader';
    expect(await world({ regions: ['eu-west-1'], memberRoles: [arn], externalId: 'word' })).toMatchObject({
      regions: ['eu-west-1'],
      memberRoles: { byAccount: { '444455556666': arn }, externalId: 'word' },
    });
    expect((await world({ memberRoleName: 'Reader' })).memberRoles).toEqual({
      byAccount: {},
      everywhere: 'arn:aws:iam::{account}:role/Reader',
    });
    expect((await world({})).memberRoles).toBeUndefined();
  });

  test('asks the DNS server it is given', async () => {
    const { resolver } = await world({ resolver: '[2001:db8::1]:5353' });
    expect('getServers' in resolver && typeof resolver.getServers === 'function' ? resolver.getServers() : []).toEqual([
      '[2001:db8::1]:5353',
    ]);
  });

  test('resolves every name to the addresses of --connect-to, as a DNS server would', async () => {
    const { resolver } = await world({ connectTo: ['203.0.113.7', '203.0.113.8'] });
    expect(await resolver.resolve4('any.example')).toEqual(['203.0.113.7', '203.0.113.8']);
    await expect(resolver.resolve6('any.example')).rejects.toMatchObject({ code: 'ENODATA' });
    await expect(resolver.resolveCname('any.example')).rejects.toMatchObject({ code: 'ENODATA' });
    await expect(resolver.resolveCaa('any.example')).rejects.toMatchObject({ code: 'ENODATA' });
  });
});

describe('--trust-anchors', () => {
  test('reads every certificate of the file, and whatever stands between them is left', async () => {
    const { trustAnchors } = await world({ trustAnchors: 'ca.pem' }, { 'ca.pem': `# one\n${pem}\nand two\n${pem}` });
    expect(trustAnchors).toEqual([pem.trim(), pem.trim()]);
  });

  test.each([
    ['is missing', {}, /cannot read "ca\.pem"/],
    ['holds no certificate', { 'ca.pem': 'hello' }, /no PEM certificate in "ca\.pem"/],
    [
      'holds a damaged one',
      { 'ca.pem': `${pem}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----` },
      /certificate 2 in "ca\.pem" cannot be read/,
    ],
  ])('that %s is a complaint', async (_what, files, wanted) => {
    await expect(world({ trustAnchors: 'ca.pem' }, files)).rejects.toThrow(wanted);
  });
});

describe('the dialler', () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer((socket) => socket.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  test('opens a TCP connection to exactly that address and port', async () => {
    const bound = server.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    const { dial } = await world({});
    const chunks: string[] = [];
    for await (const chunk of dial('127.0.0.1', port)) chunks.push(String(chunk));
    expect(chunks.join('')).toBe('hello');
  });
});
