import { describe, expect, test } from '@jest/globals';
import type { CustomConnection } from '../../lambda/model/distribution.ts';
import { s3WebsiteOverHttps } from '../../lambda/rules/s3-website-over-https.ts';
import {
  customConnection,
  failedDial,
  finding,
  handshakes,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const WEBSITE = 'shop.s3-website-eu-west-1.amazonaws.com';

function website(protocolPolicy: CustomConnection['protocolPolicy'], domainName = WEBSITE) {
  const connection = customConnection({ protocolPolicy });
  return originEvidence(
    { handshakes: handshakes(failedDial({ kind: 'timed-out', phase: 'connect' })) },
    { kind: 's3-website', domainName, connection },
  );
}

describe('an S3 website endpoint', () => {
  test('over HTTPS only is proven by configuration alone, whatever could not be dialled', () => {
    const evidence = website('https-only');
    const blind = { ...evidence, observations: { ...evidence.observations, handshakes: unavailable() } };
    expect(finding(s3WebsiteOverHttps, blind)).toMatchObject({
      certainty: 'proven',
      witness: { kind: 'endpoint', key: `${WEBSITE}:443` },
      title: expect.stringContaining(WEBSITE),
    });
  });

  test('with match viewer fails for those viewers that come over HTTPS, and says so', () => {
    const { explanation } = finding(s3WebsiteOverHttps, website('match-viewer'));
    expect(explanation).toContain('Viewers over plain HTTP and cached objects are served');
  });

  test('over HTTP is as it must be', () => {
    expect(verdict(s3WebsiteOverHttps, website('http-only')).kind).toBe('ruled-out');
  });
});

test('the REST endpoint of a bucket is another thing: it has HTTPS', () => {
  const domainName = 'shop.s3.eu-west-1.amazonaws.com';
  expect(verdict(s3WebsiteOverHttps, originEvidence({}, { kind: 's3', domainName })).kind).toBe('not-applicable');
  expect(verdict(s3WebsiteOverHttps, originEvidence()).kind).toBe('not-applicable');
});

describe('the remedy', () => {
  test('sets HTTP only in this distribution and says what that means', () => {
    const [first] = finding(s3WebsiteOverHttps, website('https-only')).remedy;
    expect(first?.action).toContain('nothing is encrypted');
    expect(first?.command).toContain('get-distribution-config --id E2EXAMPLE');
    expect(first?.command).toContain('--arg id web');
    expect(first?.command).toContain('.CustomOriginConfig.OriginProtocolPolicy = "http-only"');
  });

  test.each([WEBSITE, 'shop.s3-website.eu-west-1.amazonaws.com'])('or better, the REST endpoint behind %s', (name) => {
    const steps = finding(s3WebsiteOverHttps, website('https-only', name)).remedy;
    const commands = steps.map(({ command }) => command).join('\n');
    expect(commands).toContain('OriginAccessControlOriginType=s3');
    expect(commands).toContain('put-bucket-policy --bucket shop --region eu-west-1');
    expect(commands).toContain('.DomainName = "shop.s3.eu-west-1.amazonaws.com"');
    expect(commands).toContain('S3OriginConfig');
    expect(steps.map(({ action }) => action).join()).toContain('"Resource":"arn:aws:s3:::shop/*"');
  });

  test('warns of the certificate that tempts', () => {
    const { deadEnds } = finding(s3WebsiteOverHttps, website('https-only'));
    expect(deadEnds[0]).toMatchObject({
      tempting: expect.stringContaining('certificate'),
      why: expect.stringContaining('no certificate to install'),
    });
  });
});
