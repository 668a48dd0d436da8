import { type KeyAlgorithm, ListCertificatesCommand, type ListCertificatesCommandInput } from '@aws-sdk/client-acm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../../lab/account/account.ts';
import { startAccount } from '../../../lab/account/server.ts';
import { clientsOf, errorOf } from './clients.ts';
import { DEFAULT_CERTIFICATE, ESTATE, IMPORTED_CERTIFICATE, PENDING_CERTIFICATE, SPARE_CERTIFICATE } from './estate.ts';

let account: Account;
beforeAll(async () => {
  account = await startAccount(ESTATE);
});
afterAll(() => account.close());

const here = () => clientsOf(account, 'eu-west-1').acm;

describe('ListCertificates', () => {
  const ALL: KeyAlgorithm[] = ['RSA_1024', 'RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1', 'EC_secp384r1'];
  const list = async (input: ListCertificatesCommandInput) => {
    const answer = await here().send(new ListCertificatesCommand(input));
    return (answer.CertificateSummaryList ?? []).map(({ CertificateArn }) => CertificateArn);
  };

  test('hides other keys than RSA up to 2048 bits, and ACME certificates, unless they are asked for', async () => {
    expect(await list({})).toEqual([DEFAULT_CERTIFICATE, SPARE_CERTIFICATE, PENDING_CERTIFICATE]);
    expect(await list({ Includes: { keyTypes: ALL } })).toContain(IMPORTED_CERTIFICATE);
    expect(await list({ CertificateKeyPairOrigins: ['ACME'] })).toEqual([expect.stringContaining('77777777')]);
    expect(await list({ CertificateStatuses: ['EXPIRED'] })).toEqual([DEFAULT_CERTIFICATE]);
  });

  test('comes in pages', async () => {
    const first = await here().send(new ListCertificatesCommand({ MaxItems: 2 }));
    const second = await here().send(new ListCertificatesCommand({ MaxItems: 2, NextToken: first.NextToken }));
    expect(second.CertificateSummaryList?.map(({ CertificateArn }) => CertificateArn)).toEqual([PENDING_CERTIFICATE]);
    expect(second.NextToken).toBeUndefined();
    expect((await errorOf(list({ NextToken: 'made-up' }))).name).toBe('ValidationException');
  });

  test('sorts only where both order and key are given', async () => {
    expect((await errorOf(list({ SortBy: 'CREATED_AT' }))).name).toBe('ValidationException');
    const newest = await list({ SortBy: 'CREATED_AT', SortOrder: 'DESCENDING' });
    expect(newest[0]).toBe(SPARE_CERTIFICATE);
  });
});
