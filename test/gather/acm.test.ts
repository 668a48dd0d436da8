import type { CertificateDetail } from '@aws-sdk/client-acm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readCertificates } from '../../lambda/gather/acm.ts';
import { type Aws, awsClients } from '../../lambda/gather/clients.ts';
import { needsAttention, toManagedCertificate } from '../../lambda/gather/managed-certificate.ts';
import type { Resolver } from '../../lambda/model/world.ts';
import { json, jsonError, type Loopback, startLoopback, xml, xmlError } from './aws-loopback.ts';

const NOW = '2026-11-23T03:12:00.000Z';
const arn = (id: string) => `arn:aws:acm:eu-west-1:111122223333:certificate/${id}`;
const IAM = 'arn:aws:iam::111122223333:server-certificate/old';
const RECORD = { Name: '_a79.www.example.com.', Type: 'CNAME', Value: '_b7f.acm-validations.aws.' } as const;

/** As IAM tells one whose text cannot be read. */
const SERVER = xml(
  'GetServerCertificate',
  '<ServerCertificate><ServerCertificateMetadata><Path>/</Path><ServerCertificateName>old</ServerCertificateName><ServerCertificateId>ASCAEXAMPLE</ServerCertificateId><Arn>arn:aws:iam::111122223333:server-certificate/old</Arn><Expiration>2026-12-01T00:00:00Z</Expiration></ServerCertificateMetadata><CertificateBody>none</CertificateBody></ServerCertificate>',
);

/** As ACM describes a certificate whose renewal waits for a record. */
const RECORDED: CertificateDetail = {
  CertificateArn: arn('a'),
  DomainName: 'www.example.com',
  SubjectAlternativeNames: ['shop.example.com', 'www.example.com'],
  DomainValidationOptions: [
    { DomainName: 'www.example.com', ValidationStatus: 'SUCCESS', ValidationMethod: 'DNS', ResourceRecord: RECORD },
  ],
  Serial: '00:8f:ac:10:0b',
  Subject: 'CN=www.example.com',
  Status: 'ISSUED',
  NotBefore: new Date('2026-05-15T00:00:00Z'),
  NotAfter: new Date('2026-11-29T23:59:59Z'),
  KeyAlgorithm: 'RSA_2048',
  InUseBy: ['arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188'],
  Type: 'AMAZON_ISSUED',
  RenewalEligibility: 'ELIGIBLE',
  RenewalSummary: {
    RenewalStatus: 'PENDING_VALIDATION',
    RenewalStatusReason: 'CAA_ERROR',
    UpdatedAt: new Date('2026-10-16T00:00:00Z'),
    DomainValidationOptions: [
      {
        DomainName: 'www.example.com',
        ValidationStatus: 'PENDING_VALIDATION',
        ValidationMethod: 'DNS',
        ResourceRecord: RECORD,
      },
      { DomainName: 'shop.example.com', ValidationStatus: 'SUCCESS', ValidationMethod: 'EMAIL' },
    ],
  },
};

describe('the mapping', () => {
  test('keeps what decides, the renewal’s records before those of the request', () => {
    expect(toManagedCertificate(RECORDED, arn('a'), 'eu-west-1')).toEqual({
      arn: arn('a'),
      region: 'eu-west-1',
      status: 'ISSUED',
      type: 'AMAZON_ISSUED',
      domainName: 'www.example.com',
      names: ['www.example.com', 'shop.example.com'],
      serial: '8FAC100B',
      notBefore: '2026-05-15T00:00:00.000Z',
      notAfter: '2026-11-29T23:59:59.000Z',
      keyAlgorithm: 'RSA_2048',
      inUseBy: RECORDED.InUseBy,
      renewalEligible: true,
      renewal: { status: 'PENDING_VALIDATION', reason: 'CAA_ERROR', updatedAt: '2026-10-16T00:00:00.000Z' },
      validation: [
        {
          domain: 'www.example.com',
          status: 'PENDING_VALIDATION',
          method: 'DNS',
          record: { name: RECORD.Name, type: 'CNAME', value: RECORD.Value },
        },
        { domain: 'shop.example.com', status: 'SUCCESS', method: 'EMAIL' },
      ],
    });
  });

  test('an imported certificate has neither renewal nor records', () => {
    const { RenewalSummary: _, DomainValidationOptions: __, RenewalEligibility: ___, ...imported } = RECORDED;
    const mapped = toManagedCertificate({ ...imported, Type: 'IMPORTED', Status: 'EXPIRED' }, arn('a'), 'eu-west-1');
    expect(mapped).toMatchObject({ type: 'IMPORTED', status: 'EXPIRED', validation: [] });
    expect(mapped).not.toHaveProperty('renewal');
    expect(mapped).not.toHaveProperty('renewalEligible');
  });

  test('a failed request says why, with the records it asked for', () => {
    const { RenewalSummary: _, ...failed } = RECORDED;
    const mapped = toManagedCertificate(
      { ...failed, Status: 'FAILED', FailureReason: 'CAA_ERROR' },
      arn('a'),
      'eu-west-1',
    );
    expect(mapped).toMatchObject({ status: 'FAILED', failureReason: 'CAA_ERROR', validation: [{ status: 'SUCCESS' }] });
  });

  test('survives an empty answer, and bounds a long one', () => {
    expect(toManagedCertificate({}, arn('a'), 'eu-west-1')).toEqual({
      arn: arn('a'),
      region: 'eu-west-1',
      status: 'unknown',
      type: 'unknown',
      domainName: '',
      names: [],
      inUseBy: [],
      validation: [],
    });
    const SubjectAlternativeNames = Array.from({ length: 500 }, (_, index) => `${index}.example.com`);
    const { names } = toManagedCertificate({ ...RECORDED, SubjectAlternativeNames }, arn('a'), 'eu-west-1');
    expect(names).toHaveLength(100);
    expect(names[0]).toBe('www.example.com');
  });

  test.each<[boolean, string, Partial<CertificateDetail>]>([
    [true, 'waits for a record', {}],
    [
      false,
      'is renewed',
      {
        RenewalSummary: {
          ...RECORDED.RenewalSummary,
          RenewalStatus: 'SUCCESS',
          DomainValidationOptions: [],
          UpdatedAt: undefined,
        },
        NotAfter: new Date('2027-05-01'),
      },
    ],
    [false, 'is young and has no renewal yet', { RenewalSummary: undefined, NotAfter: new Date('2027-05-01') }],
    [true, 'is near its end without a renewal', { RenewalSummary: undefined }],
    [true, 'is expired', { RenewalSummary: undefined, Status: 'EXPIRED' }],
    [true, 'was never issued', { RenewalSummary: undefined, Status: 'PENDING_VALIDATION', NotAfter: undefined }],
  ])('needs attention: %s, where it %s', (expected, _, more) => {
    expect(needsAttention(toManagedCertificate({ ...RECORDED, ...more }, arn('a'), 'eu-west-1'), NOW)).toBe(expected);
  });
});

describe('the calls', () => {
  let loopback: Loopback;
  let aws: Aws;
  let asked: string[];
  beforeAll(async () => {
    loopback = await startLoopback();
    aws = awsClients(loopback.settings);
  });
  afterAll(() => loopback.close());

  /** A resolver that knows only these CNAMEs. */
  function dns(records: Readonly<Record<string, string>>): Resolver {
    asked = [];
    const missing = (name: string): Promise<never> =>
      Promise.reject(Object.assign(new Error(name), { code: 'ENOTFOUND' }));
    return {
      resolve4: missing,
      resolve6: missing,
      reverse: missing,
      resolveCaa: missing,
      cancel: () => undefined,
      resolveCname: (name) => {
        asked.push(name);
        const value = records[name.replace(/\.$/, '')];
        return value ? Promise.resolve([value]) : missing(name);
      },
    };
  }
  const read = (arns: readonly string[], resolver = dns({})) =>
    readCertificates({ aws, resolver, signal: AbortSignal.timeout(10_000), examinedAt: NOW }, 'eu-west-1', arns);

  /** The wire has seconds since the epoch. */
  const wire = (detail: CertificateDetail) =>
    json({
      Certificate: JSON.parse(JSON.stringify(detail), (key, value) =>
        /^(NotBefore|NotAfter|UpdatedAt)$/.test(key) ? Date.parse(value) / 1000 : value,
      ),
    });
  const healthy: CertificateDetail = {
    ...RECORDED,
    NotAfter: new Date('2027-05-01T00:00:00Z'),
    RenewalSummary: undefined,
  };

  test('describes each ACM certificate in the given region, in order, and asks IAM for its own', async () => {
    loopback.answer(({ input, service }) =>
      service === 'iam' ? SERVER : wire({ ...healthy, DomainName: String(input.CertificateArn).slice(-1) }),
    );
    const seen = await read([arn('a'), IAM, arn('b')]);
    expect(seen).toMatchObject({
      status: 'observed',
      value: [
        { arn: arn('a'), domainName: 'a' },
        { arn: IAM, region: 'eu-west-1', store: 'iam', type: 'UPLOADED', notAfter: '2026-12-01T00:00:00.000Z' },
        { arn: arn('b'), domainName: 'b' },
      ],
    });
    expect(seen).not.toHaveProperty('unseen');
    expect(loopback.calls.map(({ action, region }) => `${action} ${region}`).sort()).toEqual([
      ...Array(2).fill('DescribeCertificate eu-west-1'),
      'GetServerCertificate us-east-1',
    ]);
    expect(asked).toEqual([]);
  });

  test('certificates of neither have nothing to see', async () => {
    loopback.answer(() => wire(healthy));
    const none = { status: 'not-applicable', reason: 'no certificate of ACM or IAM is attached' };
    expect(await read(['arn:aws:iam::111122223333:role/x'])).toEqual(none);
    expect(loopback.calls).toEqual([]);
  });

  test.each([
    ['yes', { '_a79.www.example.com': '_b7f.acm-validations.aws' }],
    ['other', { '_a79.www.example.com': '_old.acm-validations.aws' }],
    ['no', {}],
  ] as const)('says of the record that ACM waits for: %s', async (published, records) => {
    loopback.answer(() => wire(RECORDED));
    const seen = await read([arn('a')], dns(records));
    expect(seen).toMatchObject({
      status: 'observed',
      value: [{ validation: [{ domain: 'www.example.com', published }, { method: 'EMAIL' }] }],
    });
    expect(asked).toHaveLength(1);
  });

  test('looks up at most twenty records, each once', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      DomainName: `${index >> 1}.example.com`,
      ValidationStatus: 'PENDING_VALIDATION' as const,
      ValidationMethod: 'DNS' as const,
      ResourceRecord: { ...RECORD, Name: `_${index}.example.com.` },
    }));
    loopback.answer(() =>
      wire({
        ...RECORDED,
        RenewalSummary: {
          RenewalStatus: 'PENDING_VALIDATION',
          UpdatedAt: undefined,
          DomainValidationOptions: [...many, ...many],
        },
      }),
    );
    await read([arn('a')]);
    expect(asked.length).toBe(20);
    expect(new Set(asked).size).toBe(20);
  });

  test('at most 25 calls for one listener', async () => {
    loopback.answer(() => wire(healthy));
    await read(Array.from({ length: 60 }, (_, index) => arn(`${index}`)));
    expect(loopback.calls).toHaveLength(25);
  });

  test('one that is denied does not hide the others', async () => {
    loopback.answer(({ input }) =>
      input.CertificateArn === arn('b') ? jsonError(400, 'AccessDeniedException') : wire(healthy),
    );
    expect(await read([arn('a'), arn('b'), arn('c')])).toMatchObject({
      status: 'observed',
      value: [{ arn: arn('a') }, { arn: arn('c') }],
      unseen: [{ reason: 'acm:DescribeCertificate was denied', permission: 'acm:DescribeCertificate' }],
    });
  });

  test('IAM denied is one thing unseen, with its permission', async () => {
    loopback.answer(({ service }) => (service === 'iam' ? xmlError(403, 'AccessDenied') : wire(healthy)));
    expect(await read([IAM, arn('a')])).toMatchObject({
      value: [{ arn: arn('a') }],
      unseen: [{ reason: 'iam:GetServerCertificate was denied', permission: 'iam:GetServerCertificate' }],
    });
    expect(await read([IAM])).toMatchObject({ status: 'unavailable', permission: 'iam:GetServerCertificate' });
  });

  test('CAA records are looked up where ACM names them, and only there', async () => {
    const caa: string[] = [];
    const resolver = {
      ...dns({}),
      resolveCaa: async (name: string) => {
        caa.push(name);
        return [{ critical: 0, issue: 'other.example' }];
      },
    };
    loopback.answer(() => wire(RECORDED));
    expect(await read([arn('a')], resolver)).toMatchObject({
      value: [{ caa: [{ name: 'www.example.com', at: 'www.example.com', issue: ['other.example'] }, {}] }],
    });
    loopback.answer(() => wire(healthy));
    await read([arn('a')], resolver);
    expect(caa).toEqual(['www.example.com', 'shop.example.com']);
  });

  test('where all are denied the permission is named', async () => {
    loopback.answer(() => jsonError(400, 'AccessDeniedException'));
    expect(await read([arn('a'), arn('b')])).toEqual({
      status: 'unavailable',
      reason: 'acm:DescribeCertificate was denied',
      permission: 'acm:DescribeCertificate',
    });
  });

  test('expired credentials are told as such', async () => {
    loopback.answer(() =>
      jsonError(400, 'ExpiredTokenException', 'The security token included in the request is expired'),
    );
    expect(await read([arn('a')])).toMatchObject({
      status: 'unavailable',
      reason: expect.stringContaining('AWS did not accept the credentials (ExpiredTokenException)'),
    });
  });
});
