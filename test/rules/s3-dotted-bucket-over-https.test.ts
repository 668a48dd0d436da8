import { describe, expect, test } from '@jest/globals';
import { s3DottedBucketOverHttps as rule } from '../../lambda/rules/s3-dotted-bucket-over-https.ts';
import {
  certificate,
  completedDial,
  customConnection,
  failedDial,
  finding,
  handshakes,
  intermediate,
  originEvidence,
  verdict,
} from '../evidence.ts';
import { forwarding, shown } from './forwarded.ts';

const NAME = 'assets.example.com.s3.eu-west-1.amazonaws.com';
const S3 = ['*.s3.eu-west-1.amazonaws.com', 's3.eu-west-1.amazonaws.com'];
const chain = [certificate({ commonName: S3[0] ?? '', dnsNames: S3 }), intermediate()];

const bucket = (domainName = NAME, dnsNames = chain) =>
  originEvidence(
    { handshakes: handshakes(completedDial({ serverName: domainName }, { chain: dnsNames })) },
    { domainName, kind: 's3' },
  );

describe('a bucket with dots in its name over HTTPS', () => {
  test('is proven by the wildcard that does not carry it', () => {
    const found = finding(rule, bucket());
    expect(found).toMatchObject({
      certainty: 'proven',
      title: expect.stringContaining('Bucket assets.example.com has'),
    });
    expect(found.remedy[0]?.command).toContain('create-origin-access-control');
    expect(found.remedy.at(-1)?.command).toContain('--source-region eu-west-1');
  });

  test('is told without a Region where the name has none', () => {
    const found = finding(rule, bucket('my.assets.s3.amazonaws.com'));
    expect(found.remedy.at(-1)?.command).toContain('--source-region BUCKET_REGION');
  });

  test('is ruled out where the certificate carries the name all the same, and where only the viewers’ name is sent', () => {
    const own = [certificate({ dnsNames: [NAME] }), intermediate()];
    expect(verdict(rule, bucket(NAME, own)).kind).toBe('ruled-out');
    const forwarded = originEvidence(
      { handshakes: handshakes(...shown(NAME, ...S3)) },
      { domainName: NAME, kind: 's3' },
    );
    expect(verdict(rule, forwarded, forwarding()).kind).toBe('ruled-out');
  });

  test('is not judged where no dial saw a certificate', () => {
    const silent = failedDial({ kind: 'timed-out', phase: 'connect' }, { serverName: NAME });
    const evidence = originEvidence({ handshakes: handshakes(silent) }, { domainName: NAME, kind: 's3' });
    expect(verdict(rule, evidence).kind).toBe('not-judged');
  });

  test('never accuses an S3 origin, a bucket without dots, or plain HTTP', () => {
    const as = (domainName: string, connection: Parameters<typeof originEvidence>[1]) =>
      verdict(rule, originEvidence({}, { domainName, kind: 's3', ...connection })).kind;
    expect(as(NAME, { connection: { type: 's3' } })).toBe('not-applicable');
    expect(as('assets.s3.eu-west-1.amazonaws.com', {})).toBe('not-applicable');
    expect(as(NAME, { connection: customConnection({ protocolPolicy: 'http-only' }) })).toBe('not-applicable');
  });
});
