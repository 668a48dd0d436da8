import { describe, expect, test } from '@jest/globals';
import type { ApiDomain } from '../../lambda/model/api-domain.ts';
import { replaceCertificate } from '../../lambda/remedies/replace-certificate.ts';
import { speakTls } from '../../lambda/remedies/speak-tls.ts';
import {
  CANDIDATES,
  CERTIFICATE_ARN,
  certificate,
  distribution,
  EXAMINED_AT,
  managedCertificate,
  ORIGIN,
  observed,
  originEvidence,
  target,
  unavailable,
} from '../evidence.ts';

const DOMAIN: ApiDomain = {
  name: ORIGIN,
  region: 'eu-west-1',
  endpoint: 'd-abcdef1234.execute-api.eu-west-1.amazonaws.com',
  status: 'AVAILABLE',
  securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09',
  certificateArn: CERTIFICATE_ARN,
};

function sight(more: Parameters<typeof originEvidence>[0] = {}) {
  const { origin, observations } = originEvidence({ apiDomain: observed(DOMAIN), ...more });
  return { ...observations, origin, distribution: distribution(), examinedAt: EXAMINED_AT };
}

const commands = (...given: Parameters<typeof replaceCertificate>) =>
  replaceCertificate(...given).map(({ command }) => command ?? '');
const FAULT = { target: target(), leaf: certificate(), names: [ORIGIN] };

describe('the certificate of an edge-optimized domain name', () => {
  test('is requested in us-east-1 and put on the name in its own Region, under another field', () => {
    const edge = { ...DOMAIN, edge: true as const, endpoint: 'd2x4g8k1edge.cloudfront.net' };
    const steps = replaceCertificate(FAULT, sight({ apiDomain: observed(edge) }));
    const all = steps.map(({ action, command }) => `${action} ${command}`).join('\n');
    expect(all).toContain('in ACM in us-east-1, where edge-optimized domain names have theirs');
    expect(all).toContain('aws apigateway update-domain-name --region eu-west-1 --domain-name origin.example.com');
    expect(all).toContain('path=/certificateArn,value=NEW_CERTIFICATE_ARN');
    expect(all).not.toContain('regionalCertificateArn');
  });
});

describe('the certificate of a custom domain name of API Gateway', () => {
  test('gives place to one that exists already', () => {
    const [put, again] = replaceCertificate(FAULT, sight({ candidates: CANDIDATES }));
    expect(put?.action).toContain('Put it on the custom domain name origin.example.com in the place of');
    expect(put?.command).toContain(
      'aws apigateway update-domain-name --region eu-west-1 --domain-name origin.example.com',
    );
    expect(again?.action).toContain('Look again');
  });

  test('else to a new one, requested in the Region of the domain name', () => {
    const all = commands(FAULT, sight()).join('\n');
    expect(all).toContain('request-certificate --region eu-west-1');
    expect(all).toContain('path=/regionalCertificateArn,value=NEW_CERTIFICATE_ARN');
    expect(all).not.toContain('elbv2');
  });

  test('is imported again under its ARN where it was imported', () => {
    const certificates = observed([managedCertificate({ type: 'IMPORTED' })]);
    expect(commands(FAULT, sight({ certificates }))[0]).toContain(`--certificate-arn ${CERTIFICATE_ARN}`);
  });

  test('is told by what DNS tells where the record could not be read', () => {
    const leading = (domainName: string, ...cnames: readonly string[]) => {
      const resolved = { kind: 'resolved' as const, name: domainName, cnames, addresses: ['203.0.113.7'], cut: 0 };
      const { origin, observations } = originEvidence(
        { apiDomain: unavailable('denied', 'apigateway:GET'), resolution: observed(resolved) },
        { domainName },
      );
      return { ...observations, origin, distribution: distribution(), examinedAt: EXAMINED_AT };
    };
    const all = (...where: Parameters<typeof leading>) => commands(FAULT, leading(...where)).join('\n');
    expect(all(ORIGIN, DOMAIN.endpoint)).toContain(
      'update-domain-name --region eu-west-1 --domain-name origin.example.com',
    );
    expect(all(DOMAIN.endpoint)).toContain('--domain-name CUSTOM_DOMAIN_NAME');
    expect(all(ORIGIN)).toContain('certbot');
  });

  test('a policy that shares nothing with CloudFront is replaced there, not on a server', () => {
    const [only, ...others] = speakTls('ssl_protocols TLSv1.2', 'true', sight());
    expect(others).toEqual([]);
    expect(only?.command).toContain('path=/securityPolicy,value=TLS_1_2');
  });
});
