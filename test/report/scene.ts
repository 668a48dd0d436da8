import type { Alarm } from '../../lambda/model/alarm.ts';
import type { Certificate } from '../../lambda/model/certificate.ts';
import type { Behavior, Distribution, Origin } from '../../lambda/model/distribution.ts';
import type { Evidence, Observation, Observations, OriginEvidence } from '../../lambda/model/evidence.ts';
import type { Answer, Handshake, HandshakeOutcome } from '../../lambda/model/handshake.ts';
import type { LoadBalancer } from '../../lambda/model/load-balancer.ts';

export const EXAMINED_AT = '2026-11-23T03:12:40Z';
export const LB_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop-alb/50dc6c495c0c9188';
export const LISTENER =
  'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop-alb/50dc6c495c0c9188/f2f7dc8efc522ab2';
export const NEW_CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/4f3a0d52-5c1e-4d0e-9f0a-2b6f5f5f0002';

export const alarm: Alarm = {
  name: 'shop-5xx',
  arn: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:shop-5xx',
  accountId: '111122223333',
  region: 'us-east-1',
  state: 'ALARM',
  previousState: 'OK',
  changedAt: '2026-11-23T03:09:02Z',
  reason: 'Threshold Crossed: 3 out of the last 5 datapoints were greater than the threshold (5.0).',
  metrics: ['5xxErrorRate'],
  subject: { kind: 'distributions', ids: ['E2EXAMPLE1234'] },
};

export const leaf: Certificate = {
  fingerprint: '9d3e'.repeat(16),
  subject: 'CN=origin.shop.example',
  issuer: 'CN=Amazon RSA 2048 M02, O=Amazon, C=US',
  commonName: 'origin.shop.example',
  serial: '0A1B2C3D',
  notBefore: '2025-10-22T00:00:00Z',
  notAfter: '2026-11-20T23:59:59Z',
  dnsNames: ['origin.shop.example'],
  dnsNameCount: 1,
  ipAddresses: [],
  isAuthority: false,
  selfSigned: false,
  key: 'RSA 2048',
};

export function observed<T>(value: T): Observation<T> {
  return { status: 'observed', value };
}

export const nothing: Observation<never> = { status: 'not-applicable', reason: 'not a load balancer' };

export const loadBalancer: LoadBalancer = {
  arn: LB_ARN,
  name: 'shop-alb',
  dnsName: 'shop-alb-1234567890.eu-west-1.elb.amazonaws.com',
  region: 'eu-west-1',
  accountId: '111122223333',
  type: 'application',
  scheme: 'internet-facing',
  state: 'active',
  addressType: 'ipv4',
  securityGroups: ['sg-0a1b2c3d4e5f60718'],
};

export function origin(id: string, domainName: string): Origin {
  return {
    id,
    domainName,
    path: '',
    kind: 'other',
    connection: {
      type: 'custom',
      addressType: 'ipv4',
      protocolPolicy: 'https-only',
      httpPort: 80,
      httpsPort: 443,
      sslProtocols: ['TLSv1.2'],
      readTimeoutSeconds: 30,
    },
    connectionAttempts: 3,
    connectionTimeoutSeconds: 10,
    customHeaderNames: [],
  };
}

export function behavior(pathPattern: string, targetOriginId: string): Behavior {
  return {
    pathPattern,
    isDefault: pathPattern === '*',
    targetOriginId,
    viewerProtocolPolicy: 'redirect-to-https',
    hostForwarding: { kind: 'not-forwarded' },
    edgeFunctions: [],
  };
}

export const shop = origin('shop-alb', 'origin.shop.example');
export const media = origin('media', 'media.shop.example');

export const distribution: Distribution = {
  id: 'E2EXAMPLE1234',
  domainName: 'd111111abcdef8.cloudfront.net',
  aliases: ['www.shop.example', 'shop.example'],
  enabled: true,
  status: 'Deployed',
  staging: false,
  behaviors: [behavior('/media/*', 'media'), behavior('*', 'shop-alb')],
  origins: [shop, media],
  originGroups: [],
};

export function completed(certificate: Certificate = { ...leaf, notAfter: '2027-02-01T23:59:59Z' }): HandshakeOutcome {
  const anchor = { subject: 'CN=Amazon Root CA 1', fingerprint: '8ecd'.repeat(16), notAfter: '2038-01-17T00:00:00Z' };
  return {
    kind: 'completed',
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    chain: [certificate],
    path: { kind: 'trusted', paths: [{ certificates: [0], anchor }] },
    clientCertificateRequested: false,
  };
}

export function dial(address: string, serverName: string, outcome: HandshakeOutcome, behaviors = ['*']): Handshake {
  return {
    target: {
      scheme: 'https',
      address,
      port: 443,
      serverName,
      acceptedNames: [serverName],
      hostForwarded: 'no',
      protocols: ['TLSv1.2'],
      behaviors,
    },
    outcome,
    tookMs: 41,
  };
}

export function look(of: Origin, dials: readonly Handshake[], more: Partial<Observations> = {}): OriginEvidence {
  const addresses = dials.map(({ target }) => target.address);
  return {
    origin: of,
    observations: {
      resolution: observed({ kind: 'resolved', name: of.domainName, cnames: [], addresses, cut: 0 }),
      handshakes: observed({ dials, omitted: [] }),
      answer: { status: 'not-applicable', reason: 'no sound connection to ask over' },
      alias: nothing,
      deadRecord: nothing,
      networkInterfaces: nothing,
      unheld: nothing,
      instances: nothing,
      loadBalancer: nothing,
      balancerCounts: nothing,
      listener: nothing,
      tlsPolicy: nothing,
      apiDomain: nothing,
      certificates: nothing,
      stored: nothing,
      clientCertificate: nothing,
      candidates: nothing,
      securityGroups: nothing,
      targets: nothing,
      ...more,
    },
  };
}

export const answered = (first: Handshake, status: number): Observation<Answer> =>
  observed({
    kind: 'answered',
    target: first.target,
    method: status < 500 ? 'HEAD' : 'GET',
    path: '/',
    status,
    headers: { server: 'awselb/2.0' },
    tookMs: 38,
  });

export const dead = [
  dial('203.0.113.7', 'origin.shop.example', completed(leaf)),
  dial('203.0.113.8', 'origin.shop.example', completed(leaf)),
];
export const sound = [
  dial('203.0.113.7', 'origin.shop.example', completed()),
  dial('203.0.113.8', 'origin.shop.example', completed()),
];
export const mediaDials = [
  dial('198.51.100.4', 'media.shop.example', completed({ ...leaf, notAfter: '2026-11-01T00:00:00Z' }), ['/media/*']),
  dial('198.51.100.5', 'media.shop.example', completed(), ['/media/*']),
];

export const evidence: Evidence = {
  schemaVersion: 1,
  subject: { kind: 'distribution', id: 'E2EXAMPLE1234' },
  alarm,
  examinedAt: EXAMINED_AT,
  distribution: observed(distribution),
  origins: [
    look(shop, dead, {
      loadBalancer: observed(loadBalancer),
      resolution: observed({
        kind: 'resolved',
        name: 'origin.shop.example',
        cnames: ['shop-alb-1234567890.eu-west-1.elb.amazonaws.com'],
        addresses: ['203.0.113.7', '203.0.113.8'],
        cut: 0,
      }),
    }),
    look(media, mediaDials),
  ],
};

export const base = {
  schemaVersion: 1 as const,
  subject: evidence.subject,
  alarm,
  examinedAt: EXAMINED_AT,
  notices: [],
  blindSpots: [],
};
