import {
  type CertificateFilterStatement,
  DescribeCertificateCommand,
  SearchCertificatesCommand,
} from '@aws-sdk/client-acm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../../lab/account/account.ts';
import { validationRecord } from '../../../lab/account/acm/validation.ts';
import { startAccount } from '../../../lab/account/server.ts';
import { clientsOf, errorOf, json, send, withAccount } from './clients.ts';
import { DEFAULT_CERTIFICATE, ESTATE, IMPORTED_CERTIFICATE, PENDING_CERTIFICATE, SPARE_CERTIFICATE } from './estate.ts';

let account: Account;
beforeAll(async () => {
  account = await startAccount(ESTATE);
});
afterAll(() => account.close());

const here = () => clientsOf(account, 'eu-west-1').acm;
const describeOne = async (arn: string) =>
  (await here().send(new DescribeCertificateCommand({ CertificateArn: arn }))).Certificate;

describe('a certificate', () => {
  test('expired, its renewal failed: the record that is missing is told', async () => {
    const certificate = await describeOne(DEFAULT_CERTIFICATE);
    expect(certificate).toMatchObject({
      Status: 'EXPIRED',
      Type: 'AMAZON_ISSUED',
      SubjectAlternativeNames: ['origin.shop.example', '*.shop.example'],
      KeyAlgorithm: 'RSA_2048',
      RenewalEligibility: 'INELIGIBLE',
      NotAfter: new Date('2026-11-19T23:59:59Z'),
    });
    const { name: Name, value: Value } = validationRecord('origin.shop.example');
    expect(certificate?.RenewalSummary).toEqual({
      RenewalStatus: 'FAILED',
      RenewalStatusReason: 'CAA_ERROR',
      UpdatedAt: new Date('2026-11-12T23:59:59Z'),
      DomainValidationOptions: [
        {
          DomainName: 'origin.shop.example',
          ValidationDomain: 'origin.shop.example',
          ValidationStatus: 'PENDING_VALIDATION',
          ValidationMethod: 'DNS',
          ResourceRecord: { Name, Type: 'CNAME', Value },
        },
        expect.objectContaining({ DomainName: '*.shop.example', ValidationStatus: 'FAILED' }),
      ],
    });
    expect(certificate?.DomainValidationOptions?.map((one) => one.ValidationStatus)).toEqual(['SUCCESS', 'SUCCESS']);
  });

  test('issued and in use is eligible for renewal, with the dates of a public certificate', async () => {
    const certificate = await describeOne(SPARE_CERTIFICATE);
    expect(certificate).toMatchObject({ Status: 'ISSUED', RenewalEligibility: 'ELIGIBLE', Issuer: 'Amazon' });
    expect(certificate?.RenewalSummary).toBeUndefined();
    const [from, to] = [certificate?.NotBefore?.getTime() ?? 0, certificate?.NotAfter?.getTime() ?? 0];
    expect((to - from + 1000) / 86_400_000).toBe(198);
  });

  test('imported has neither validations nor renewal', async () => {
    const certificate = await describeOne(IMPORTED_CERTIFICATE);
    expect(certificate).toMatchObject({ Type: 'IMPORTED', KeyAlgorithm: 'EC_prime256v1', Issuer: 'Example CA' });
    expect(certificate?.DomainValidationOptions).toBeUndefined();
    expect(certificate?.ImportedAt).toBeInstanceOf(Date);
    expect(certificate?.IssuedAt).toBeUndefined();
  });

  test('not yet validated has no dates, no serial', async () => {
    const certificate = await describeOne(PENDING_CERTIFICATE);
    expect(certificate).toMatchObject({ Status: 'PENDING_VALIDATION' });
    expect([certificate?.NotAfter, certificate?.IssuedAt, certificate?.Serial]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(certificate?.DomainValidationOptions?.[0]).toMatchObject({
      ValidationMethod: 'EMAIL',
      ValidationEmails: ['admin@new.shop.example'],
    });
  });

  test('of another region, or of none, is not there', async () => {
    const abroad = clientsOf(account, 'us-east-1').acm;
    const error = await errorOf(abroad.send(new DescribeCertificateCommand({ CertificateArn: DEFAULT_CERTIFICATE })));
    expect(error.name).toBe('ResourceNotFoundException');
    expect((await errorOf(describeOne('not an arn'))).name).toBe('ValidationException');
  });
});

test('a wildcard shares the validation record of the name under it', () => {
  expect(validationRecord('*.shop.example')).toEqual(validationRecord('shop.example'));
  expect(validationRecord('shop.example').name).toMatch(/^_[0-9a-f]{32}\.shop\.example\.$/);
  expect(validationRecord('shop.example').value).toMatch(/\.acm-validations\.aws\.$/);
});

describe('SearchCertificates', () => {
  const search = async (FilterStatement?: CertificateFilterStatement) => {
    const { Results } = await here().send(new SearchCertificatesCommand({ FilterStatement }));
    return (Results ?? []).map(({ CertificateArn }) => CertificateArn);
  };
  const dns = (Value: string, ComparisonOperator: 'EQUALS' | 'CONTAINS'): CertificateFilterStatement => ({
    Filter: { X509AttributeFilter: { SubjectAlternativeName: { DnsName: { Value, ComparisonOperator } } } },
  });
  const status = (Status: 'ISSUED' | 'EXPIRED'): CertificateFilterStatement => ({
    Filter: { AcmCertificateMetadataFilter: { Status } },
  });

  test('applies names, states, dates and their combinations', async () => {
    expect(await search()).toHaveLength(5);
    expect(await search(dns('origin.shop.example', 'EQUALS'))).toEqual([DEFAULT_CERTIFICATE, IMPORTED_CERTIFICATE]);
    expect(await search(dns('shop.example', 'EQUALS'))).toEqual([]);
    expect(await search(dns('*.shop.example', 'EQUALS'))).toEqual([DEFAULT_CERTIFICATE]);
    expect(await search(dns('origin', 'CONTAINS'))).toEqual([DEFAULT_CERTIFICATE, IMPORTED_CERTIFICATE]);
    const usable = { And: [dns('origin.shop.example', 'EQUALS'), status('ISSUED')] };
    expect(await search(usable)).toEqual([IMPORTED_CERTIFICATE]);
    const either = { Or: [dns('spare.shop.example', 'EQUALS'), status('EXPIRED')] };
    expect(await search(either)).toEqual([DEFAULT_CERTIFICATE, SPARE_CERTIFICATE]);
    expect(await search({ Not: { Filter: { AcmCertificateMetadataFilter: { Type: 'AMAZON_ISSUED' } } } })).toEqual([
      IMPORTED_CERTIFICATE,
    ]);
    const inDate = { Filter: { X509AttributeFilter: { NotAfter: { Start: new Date('2026-12-31T00:00:00Z') } } } };
    expect(await search(inDate)).toEqual([
      SPARE_CERTIFICATE,
      IMPORTED_CERTIFICATE,
      expect.stringContaining('77777777'),
    ]);
  });

  test('hides no key algorithm and no origin, and tells what a candidate is judged by', async () => {
    const { Results } = await here().send(
      new SearchCertificatesCommand({ FilterStatement: { Filter: { CertificateArn: IMPORTED_CERTIFICATE } } }),
    );
    expect(Results?.[0]).toMatchObject({
      X509Attributes: {
        KeyAlgorithm: 'EC_prime256v1',
        SubjectAlternativeNames: [{ DnsName: 'origin.shop.example' }],
        NotAfter: new Date('2027-01-01T00:00:00Z'),
      },
      CertificateMetadata: { AcmCertificateMetadata: { Status: 'ISSUED', InUse: false, Type: 'IMPORTED' } },
    });
  });

  test('sorts and pages', async () => {
    await withAccount({ ...ESTATE, pageSize: 2 }, async (small) => {
      const { acm } = clientsOf(small, 'eu-west-1');
      const order = { SortBy: 'CERTIFICATE_ARN', SortOrder: 'DESCENDING' } as const;
      const first = await acm.send(new SearchCertificatesCommand(order));
      expect(first.Results?.map(({ CertificateArn }) => CertificateArn?.at(-1))).toEqual(['7', '4']);
      const next = await acm.send(new SearchCertificatesCommand({ ...order, NextToken: first.NextToken }));
      expect(next.Results?.map(({ CertificateArn }) => CertificateArn?.at(-1))).toEqual(['3', '2']);
    });
  });

  test.each([
    ['no member', {}],
    ['two members', { CertificateArn: 'a', AcmCertificateMetadataFilter: { Status: 'ISSUED' } }],
    ['a member that ACM has not', { AcmCertificateMetadataFilter: { Colour: 'red' } }],
    [
      'an unknown comparison',
      { X509AttributeFilter: { Subject: { CommonName: { Value: 'a', ComparisonOperator: 'LIKE' } } } },
    ],
  ])('refuses a filter with %s', async (_what, Filter) => {
    const request = json('acm', '1.1', 'CertificateManager.SearchCertificates', { FilterStatement: { Filter } });
    expect(await send(account, request)).toMatchObject({
      status: 400,
      body: expect.stringContaining('"ValidationException"'),
    });
  });
});
