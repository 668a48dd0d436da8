import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findCandidates } from '../../lambda/gather/candidates.ts';
import { type Aws, awsClients } from '../../lambda/gather/clients.ts';
import { choose, fromList, fromSearch, type Offer, obtainable, searchFilter } from '../../lambda/gather/offers.ts';
import { type Call, json, jsonError, type Loopback, type Reply, startLoopback } from './aws-loopback.ts';

const NOW = '2026-11-23T03:12:00.000Z';
const WANTED = ['www.example.com', 'shop.example.com'];
const arn = (id: string) => `arn:aws:acm:eu-west-1:111122223333:certificate/${id}`;
const seconds = (at: string) => Date.parse(at) / 1000;

const offer = (id: string, more: Partial<Offer> = {}): Offer => ({
  arn: arn(id),
  names: ['www.example.com'],
  notAfter: '2027-03-01T00:00:00.000Z',
  status: 'ISSUED',
  type: 'AMAZON_ISSUED',
  selfSigned: false,
  namesCut: false,
  ...more,
});
const chosen = (...offers: Offer[]) =>
  choose({ offers, more: false }, WANTED, 'eu-west-1', NOW).certificates.map((one) => one.arn.split('/')[1]);

describe('which certificates could be attached', () => {
  test('best first: most names, then issued by Amazon, then lasting longest', () => {
    expect(
      chosen(
        offer('soon', { notAfter: '2026-12-01T00:00:00.000Z' }),
        offer('imported', { type: 'IMPORTED', notAfter: '2028-01-01T00:00:00.000Z' }),
        offer('late'),
        offer('both', { names: ['*.example.com'], notAfter: '2026-11-24T00:00:00.000Z' }),
      ),
    ).toEqual(['both', 'late', 'soon', 'imported']);
  });

  test.each<[string, Partial<Offer>]>([
    ['is expired', { notAfter: NOW }],
    ['is not issued', { status: 'PENDING_VALIDATION' }],
    ['has a private authority', { type: 'PRIVATE' }],
    ['covers another name', { names: ['example.com', '*.www.example.com'] }],
    ['has its key at an ACME client', { keyOrigin: 'ACME' }],
    ['is for CloudFront alone', { managedBy: 'CLOUDFRONT' }],
    ['signed itself', { type: 'IMPORTED', selfSigned: true }],
  ])('never one that %s', (_, more) => {
    expect(chosen(offer('bad', more))).toEqual([]);
  });

  test('at most five, and says when the list went on or hid names', () => {
    const many = Array.from({ length: 9 }, (_, index) => offer(`${index}`));
    expect(choose({ offers: many, more: false }, WANTED, 'eu-west-1', NOW)).toMatchObject({
      cut: false,
      region: 'eu-west-1',
    });
    expect(chosen(...many)).toHaveLength(5);
    expect(choose({ offers: many, more: true }, WANTED, 'eu-west-1', NOW).cut).toBe(true);
    const hiding = offer('hiding', { names: ['a.example.org'], namesCut: true });
    expect(choose({ offers: [hiding], more: false }, WANTED, 'eu-west-1', NOW)).toEqual({
      region: 'eu-west-1',
      certificates: [],
      cut: true,
    });
  });

  test('names that AWS owns cannot be had', () => {
    expect(
      obtainable(['WWW.example.com', 'www.example.com', 'd1.cloudfront.net', 'a-1.eu-west-1.elb.amazonaws.com']),
    ).toEqual(['www.example.com']);
  });

  test('searches for each name and its wildcard, each once, within ACM’s bound', () => {
    const filter = JSON.stringify(searchFilter(WANTED, NOW));
    expect(filter.match(/"Value":"[^"]+"/g)).toEqual([
      '"Value":"www.example.com"',
      '"Value":"*.example.com"',
      '"Value":"shop.example.com"',
    ]);
    expect(filter).toContain(`{"NotAfter":{"Start":"${NOW}"}}`);
    const many = JSON.stringify(
      searchFilter(
        Array.from({ length: 40 }, (_, n) => `a.b${n}.example.com`),
        NOW,
      ),
    );
    expect(many.match(/DnsName/g)).toHaveLength(16);
  });

  test('reads recorded answers', () => {
    const notAfter = new Date('2027-03-01T00:00:00Z');
    const name = { CommonName: 'www.example.com', Organization: 'Example' };
    expect(
      fromSearch({
        CertificateArn: arn('a'),
        X509Attributes: {
          Issuer: name,
          Subject: { ...name },
          SubjectAlternativeNames: [{ DnsName: 'www.example.com' }, { IpAddress: '192.0.2.1' }],
          NotAfter: notAfter,
        },
        CertificateMetadata: {
          AcmCertificateMetadata: { Status: 'ISSUED', Type: 'IMPORTED', ManagedBy: 'CLOUDFRONT' },
        },
      }),
    ).toEqual([offer('a', { type: 'IMPORTED', selfSigned: true, managedBy: 'CLOUDFRONT', keyOrigin: undefined })]);
    expect(
      fromList({
        CertificateArn: arn('a'),
        DomainName: 'www.example.com',
        SubjectAlternativeNameSummaries: ['www.example.com', 'b.example.com'],
        HasAdditionalSubjectAlternativeNames: true,
        Status: 'ISSUED',
        Type: 'AMAZON_ISSUED',
        NotAfter: notAfter,
        CertificateKeyPairOrigin: 'AWS_MANAGED',
      }),
    ).toEqual([offer('a', { names: ['www.example.com', 'b.example.com'], namesCut: true, keyOrigin: 'AWS_MANAGED' })]);
    expect([...fromSearch({}), ...fromList({})]).toEqual([]);
  });
});

describe('the calls', () => {
  let loopback: Loopback;
  let aws: Aws;
  const find = (names: readonly string[] = WANTED) =>
    findCandidates(aws, 'eu-west-1', names, NOW, AbortSignal.timeout(10_000));

  beforeAll(async () => {
    loopback = await startLoopback();
    aws = awsClients(loopback.settings);
  });
  afterAll(() => loopback.close());

  const result = (id: string, names: readonly string[]) => ({
    CertificateArn: arn(id),
    X509Attributes: {
      SubjectAlternativeNames: names.map((DnsName) => ({ DnsName })),
      NotAfter: seconds('2027-03-01T00:00:00Z'),
    },
    CertificateMetadata: { AcmCertificateMetadata: { Status: 'ISSUED', Type: 'AMAZON_ISSUED' } },
  });
  const line = (id: string, name: string) => ({
    CertificateArn: arn(id),
    DomainName: name,
    SubjectAlternativeNameSummaries: [name],
    Status: 'ISSUED',
    Type: 'AMAZON_ISSUED',
    NotAfter: seconds('2027-03-01T00:00:00Z'),
  });
  const actions = () => loopback.calls.map(({ action }) => action);
  /** Answers each operation by its own. */
  const by = (replies: Record<string, (call: Call) => Reply>) =>
    loopback.answer((call) => replies[call.action]?.(call));

  test('one search finds them, in the load balancer’s region', async () => {
    by({
      SearchCertificates: () =>
        json({ Results: [result('wild', ['*.example.com']), result('other', ['a.example.org'])] }),
    });
    expect(await find()).toEqual({
      status: 'observed',
      value: {
        region: 'eu-west-1',
        certificates: [{ arn: arn('wild'), names: ['*.example.com'], notAfter: '2027-03-01T00:00:00.000Z' }],
        cut: false,
      },
    });
    expect(loopback.calls).toMatchObject([
      {
        service: 'acm',
        region: 'eu-west-1',
        action: 'SearchCertificates',
        input: {
          FilterStatement: {
            And: [
              { Filter: { AcmCertificateMetadataFilter: { Status: 'ISSUED' } } },
              { Filter: { X509AttributeFilter: { NotAfter: { Start: seconds(NOW) } } } },
              {
                Or: [
                  {
                    Filter: {
                      X509AttributeFilter: {
                        SubjectAlternativeName: { DnsName: { Value: WANTED[0], ComparisonOperator: 'EQUALS' } },
                      },
                    },
                  },
                  {},
                  {},
                ],
              },
            ],
          },
        },
      },
    ]);
  });

  test.each([
    ['denied', jsonError(400, 'AccessDeniedException')],
    ['not known in the partition', jsonError(400, 'UnknownOperationException')],
    ['refused as invalid', jsonError(400, 'ValidationException')],
  ])('where the search is %s, the listing with every key type is read', async (_, refusal) => {
    by({
      SearchCertificates: () => refusal,
      ListCertificates: ({ input }) =>
        input.NextToken === 't1'
          ? json({ CertificateSummaryList: [line('b', 'shop.example.com')] })
          : json({
              CertificateSummaryList: [line('a', 'www.example.com'), line('x', 'a.example.org')],
              NextToken: 't1',
            }),
    });
    expect(await find()).toMatchObject({
      status: 'observed',
      value: { certificates: [{ arn: arn('a') }, { arn: arn('b') }], cut: false },
    });
    expect(actions()).toEqual(['SearchCertificates', 'ListCertificates', 'ListCertificates']);
    expect(loopback.calls[1]?.input).toEqual({
      CertificateStatuses: ['ISSUED'],
      Includes: {
        keyTypes: ['RSA_1024', 'RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1', 'EC_secp384r1', 'EC_secp521r1'],
      },
      MaxItems: 1000,
    });
  });

  test('at most three pages of a big account, and says that it was cut', async () => {
    by({
      SearchCertificates: () => jsonError(400, 'AccessDeniedException'),
      ListCertificates: () => json({ CertificateSummaryList: [line('x', 'a.example.org')], NextToken: 'more' }),
    });
    expect(await find()).toMatchObject({ status: 'observed', value: { certificates: [], cut: true } });
    expect(actions()).toHaveLength(4);
  });

  test('denied both ways, it names the permission that serves best', async () => {
    by({
      SearchCertificates: () => jsonError(400, 'AccessDeniedException'),
      ListCertificates: () => jsonError(400, 'AccessDeniedException'),
    });
    expect(await find()).toMatchObject({ status: 'unavailable', permission: 'acm:SearchCertificates' });
    by({
      SearchCertificates: () => jsonError(400, 'ValidationException'),
      ListCertificates: () => jsonError(400, 'AccessDeniedException'),
    });
    expect(await find()).toMatchObject({ status: 'unavailable', permission: 'acm:ListCertificates' });
  });

  test('asks nothing where no certificate can be had', async () => {
    by({});
    expect(await find(['shop-1.eu-west-1.elb.amazonaws.com'])).toMatchObject({ status: 'not-applicable' });
    expect(loopback.calls).toEqual([]);
  });
});
