import { describe, expect, test } from '@jest/globals';
import type { ApiDomain } from '../../lambda/model/api-domain.ts';
import type { Observations } from '../../lambda/model/evidence.ts';
import { apiGatewayDemandsClientCertificate as rule } from '../../lambda/rules/api-gateway-demands-client-certificate.ts';
import {
  completedDial,
  customConnection,
  failedDial,
  finding,
  handshakes,
  observed,
  originEvidence,
  unavailable,
  verdict,
} from '../evidence.ts';

const DOMAIN: ApiDomain = {
  name: 'origin.example.com',
  region: 'eu-west-1',
  endpoint: 'd-abcdef1234.execute-api.eu-west-1.amazonaws.com',
  status: 'AVAILABLE',
  securityPolicy: 'TLS_1_2',
  trustStore: 's3://trust/clients.pem',
};
const silent = handshakes(failedDial({ kind: 'timed-out', phase: 'connect' }));
const seen = (domain: ApiDomain, dials: Observations['handshakes'] = silent) =>
  originEvidence({ apiDomain: observed(domain), handshakes: dials });

describe('mutual TLS on a custom domain name of API Gateway', () => {
  test('is proven by the record, whatever could be dialled', () => {
    const found = finding(rule, seen(DOMAIN));
    expect(found).toMatchObject({ certainty: 'proven', witness: { kind: 'endpoint', key: 'origin.example.com:443' } });
    expect(found.evidence[0]).toContain('custom domain name origin.example.com in eu-west-1, AVAILABLE, TLS_1_2');
    expect(found.remedy[0]?.command).toContain('OriginMtlsConfig');
    expect(found.remedy[1]?.command).toContain(
      '--patch-operations op=replace,path=/mutualTlsAuthentication/truststoreUri,value=',
    );
    expect(finding(rule, seen(DOMAIN, unavailable())).certainty).toBe('proven');
  });

  test('is likely where a handshake completed and nobody asked for a certificate', () => {
    expect(finding(rule, seen(DOMAIN, handshakes(completedDial()))).certainty).toBe('likely');
    const asked = completedDial({}, { clientCertificateRequested: true });
    expect(finding(rule, seen(DOMAIN, handshakes(asked))).certainty).toBe('proven');
  });

  test('is ruled out without a trust store, and not judged where CloudFront has a certificate to show', () => {
    const { trustStore: _none, ...open } = DOMAIN;
    expect(verdict(rule, seen(open)).kind).toBe('ruled-out');
    const clientCertificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/3';
    const evidence = originEvidence(
      { apiDomain: observed(DOMAIN) },
      { connection: customConnection({ clientCertificateArn }) },
    );
    expect(verdict(rule, evidence).kind).toBe('not-judged');
  });

  test('says nothing of other origins, over plain HTTP, or where the record was denied', () => {
    expect(verdict(rule, originEvidence()).kind).toBe('not-applicable');
    const plain = customConnection({ protocolPolicy: 'http-only' });
    expect(verdict(rule, originEvidence({ apiDomain: observed(DOMAIN) }, { connection: plain })).kind).toBe(
      'not-applicable',
    );
    expect(verdict(rule, originEvidence({ apiDomain: unavailable('denied', 'apigateway:GET') }))).toMatchObject({
      kind: 'not-judged',
      permission: 'apigateway:GET',
    });
  });
});
