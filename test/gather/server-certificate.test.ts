import { describe, expect, test } from '@jest/globals';
import { makeAuthority } from '../../lab/authority.ts';
import { awsClients } from '../../lambda/gather/clients.ts';
import {
  isServerCertificate,
  readServerCertificate,
  toServerCertificate,
} from '../../lambda/gather/server-certificate.ts';
import { startLoopback, xmlError } from './aws-loopback.ts';

const ARN = 'arn:aws:iam::111122223333:server-certificate/cloudfront/shop';
const METADATA = {
  Path: '/cloudfront/',
  ServerCertificateName: 'shop',
  ServerCertificateId: 'ASCAEXAMPLE',
  Arn: ARN,
  Expiration: new Date('2026-12-01T00:00:00Z'),
};

describe('the mapping', () => {
  test('reads what IAM does not tell off the certificate itself, and keeps the chain in order', async () => {
    const authority = await makeAuthority(new Date('2026-11-23T03:12:00Z'));
    const leaf = await authority.issue({ names: ['a.example.com', '*.example.com'], key: 'P-256' });
    const answer = { CertificateBody: leaf.pem, CertificateChain: authority.intermediate.pem + authority.root.pem };
    const { managed, chain } = toServerCertificate(
      { ServerCertificateMetadata: METADATA, ...answer },
      ARN,
      'eu-west-1',
    );
    expect(managed).toEqual({
      arn: ARN,
      region: 'eu-west-1',
      store: 'iam',
      status: 'ISSUED',
      type: 'UPLOADED',
      domainName: 'a.example.com',
      names: ['a.example.com', '*.example.com'],
      serial: leaf.serial,
      notBefore: '2026-10-24T03:12:00Z',
      notAfter: '2027-05-10T03:12:00Z',
      keyAlgorithm: 'EC_prime256v1',
      inUseBy: [],
      validation: [],
    });
    expect(chain).toHaveLength(3);
  });

  test('what cannot be read still has its date', () => {
    const { managed, chain } = toServerCertificate(
      { ServerCertificateMetadata: METADATA, CertificateBody: 'none' },
      ARN,
      'eu-west-1',
    );
    expect(managed).toMatchObject({ domainName: '', names: [], notAfter: '2026-12-01T00:00:00.000Z' });
    expect([managed.serial, chain]).toEqual([undefined, []]);
    expect(toServerCertificate({}, ARN, 'eu-west-1').managed.notAfter).toBeUndefined();
  });
});

test('only server certificates are IAM’s certificates', () => {
  expect(
    [ARN, 'arn:aws:iam::1:role/server-certificate/x', 'arn:aws:acm:a:1:certificate/x'].map(isServerCertificate),
  ).toEqual([true, false, false]);
});

test.each([
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
])('is asked by name, where IAM of the partition %s is', async (partition, region) => {
  const loopback = await startLoopback();
  loopback.answer(() => xmlError(404, 'NoSuchEntity'));
  const arn = ARN.replace('arn:aws:', `arn:${partition}:`);
  const seen = await readServerCertificate(awsClients(loopback.settings), arn, 'eu-west-1', AbortSignal.timeout(5_000));
  expect(seen).toMatchObject({ status: 'unavailable', reason: expect.stringContaining('NoSuchEntity') });
  expect(loopback.calls).toMatchObject([
    { action: 'GetServerCertificate', region, input: { ServerCertificateName: 'shop' } },
  ]);
  await loopback.close();
});
