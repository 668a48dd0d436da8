import type { Alarm } from '../../lambda/model/alarm.ts';
import type { Certificate } from '../../lambda/model/certificate.ts';
import type { Diagnosis } from '../../lambda/model/diagnosis.ts';
import type { Behavior, Distribution, Origin } from '../../lambda/model/distribution.ts';
import type { Evidence, Observation, Observations, OriginEvidence } from '../../lambda/model/evidence.ts';
import type { Finding } from '../../lambda/model/finding.ts';
import type { Answer, Handshake, HandshakeOutcome } from '../../lambda/model/handshake.ts';
import type { LoadBalancer } from '../../lambda/model/load-balancer.ts';

/** A diagnosis with the evidence it was made from. */
export type Case = { readonly diagnosis: Diagnosis; readonly evidence: Evidence };

const EXAMINED_AT = '2026-11-23T03:12:40Z';
const LB_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop-alb/50dc6c495c0c9188';
const LISTENER =
  'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop-alb/50dc6c495c0c9188/f2f7dc8efc522ab2';
const NEW_CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/4f3a0d52-5c1e-4d0e-9f0a-2b6f5f5f0002';

const alarm: Alarm = {
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

const leaf: Certificate = {
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

const nothing: Observation<never> = { status: 'not-applicable', reason: 'not a load balancer' };

const loadBalancer: LoadBalancer = {
  arn: LB_ARN,
  name: 'shop-alb',
  dnsName: 'shop-alb-1234567890.eu-west-1.elb.amazonaws.com',
  region: 'eu-west-1',
  accountId: '111122223333',
  type: 'application',
  scheme: 'internet-facing',
  state: 'active',
  addressType: 'ipv4',
};

function origin(id: string, domainName: string): Origin {
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

function behavior(pathPattern: string, targetOriginId: string): Behavior {
  return {
    pathPattern,
    isDefault: pathPattern === '*',
    targetOriginId,
    viewerProtocolPolicy: 'redirect-to-https',
    hostForwarding: { kind: 'not-forwarded' },
    edgeFunctions: [],
  };
}

const shop = origin('shop-alb', 'origin.shop.example');
const media = origin('media', 'media.shop.example');

const distribution: Distribution = {
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
      loadBalancer: nothing,
      listener: nothing,
      certificates: nothing,
      candidates: nothing,
      ...more,
    },
  };
}

const answered = (first: Handshake, status: number): Observation<Answer> =>
  observed({
    kind: 'answered',
    target: first.target,
    method: status < 500 ? 'HEAD' : 'GET',
    path: '/',
    status,
    headers: { server: 'awselb/2.0' },
    tookMs: 38,
  });

const dead = [
  dial('203.0.113.7', 'origin.shop.example', completed(leaf)),
  dial('203.0.113.8', 'origin.shop.example', completed(leaf)),
];
const sound = [
  dial('203.0.113.7', 'origin.shop.example', completed()),
  dial('203.0.113.8', 'origin.shop.example', completed()),
];
const mediaDials = [
  dial('198.51.100.4', 'media.shop.example', completed({ ...leaf, notAfter: '2026-11-01T00:00:00Z' }), ['/media/*']),
  dial('198.51.100.5', 'media.shop.example', completed(), ['/media/*']),
];

const evidence: Evidence = {
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

const base = {
  schemaVersion: 1 as const,
  subject: evidence.subject,
  alarm,
  examinedAt: EXAMINED_AT,
  notices: [],
  blindSpots: [],
};

export const renewalFailed: Finding = {
  ruleId: 'acm-renewal-failed',
  originId: 'shop-alb',
  title: 'origin.shop.example: certificate expired 2 days ago, ACM could not renew it',
  certainty: 'proven',
  witness: { kind: 'certificate', key: leaf.fingerprint },
  reach: { failing: 2, seen: 2, of: ['203.0.113.7', '203.0.113.8'] },
  breaksAt: '2026-11-20T23:59:59Z',
  explanation:
    'The load balancer shop-alb serves a certificate that ACM issued and could not renew: the CNAME that proves control of origin.shop.example is gone from public DNS. It expired, and CloudFront refuses an expired certificate with 502.',
  evidence: [
    'Served on both addresses: CN=origin.shop.example, serial 0A1B2C3D, expired 2026-11-20 23:59 UTC',
    'ACM: renewal FAILED since 2026-11-20, DNS validation of origin.shop.example pending',
    'Public DNS: _3f1a.origin.shop.example does not exist; ACM wants a CNAME there',
  ],
  remedy: [
    {
      action: 'Attach the certificate that is already issued for this name, valid until 2027-10-02',
      command: `aws elbv2 modify-listener --region eu-west-1 --listener-arn ${LISTENER} --certificates CertificateArn=${NEW_CERTIFICATE}`,
      verify:
        'openssl s_client -connect 203.0.113.7:443 -servername origin.shop.example </dev/null 2>/dev/null | openssl x509 -noout -enddate',
    },
    {
      action: 'Put the validation record back, so that renewals work again',
      command:
        'aws route53 change-resource-record-sets --hosted-zone-id ZONE --change-batch \'{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"_3f1a.origin.shop.example","Type":"CNAME","TTL":300,"ResourceRecords":[{"Value":"_9c.acm-validations.aws"}]}}]}\'',
      verify: 'dig +short CNAME _3f1a.origin.shop.example',
    },
  ],
  deadEnds: [
    {
      tempting: 'Only fixing the validation record',
      why: 'an expired ACM certificate does not come back; a new one must be requested',
    },
    { tempting: 'Restarting the load balancer or its targets', why: 'the certificate on the listener stays the same' },
    {
      tempting: 'Changing the viewer certificate in us-east-1',
      why: 'It secures another leg, between viewers and CloudFront',
    },
  ],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-renewal.html',
  ],
};

export const expired: Finding = {
  ruleId: 'certificate-expired',
  originId: 'media',
  title: 'media.shop.example: 1 of 2 addresses serves a certificate that expired 22 days ago',
  certainty: 'proven',
  witness: { kind: 'certificate', key: 'ab'.repeat(32) },
  reach: { failing: 1, seen: 2, of: ['198.51.100.4'] },
  breaksAt: '2026-11-01T00:00:00Z',
  explanation: 'One of two servers still holds the old certificate.',
  evidence: [
    '198.51.100.4: CN=media.shop.example expired 2026-11-01 00:00 UTC',
    '198.51.100.5: valid until 2027-02-01',
  ],
  remedy: [
    {
      action: 'Install the renewed certificate on 198.51.100.4 too, leaf first, and reload its server',
      verify: 'openssl s_client -connect 198.51.100.4:443 -servername media.shop.example </dev/null',
    },
  ],
  deadEnds: [],
  references: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html'],
};

const OUT = [
  { ruleId: 'certificate-not-yet-valid', title: 'certificate not yet valid' },
  { ruleId: 'certificate-self-signed', title: 'self-signed certificate' },
  { ruleId: 'certificate-name-mismatch', title: 'certificate for another name' },
  { ruleId: 'chain-incomplete', title: 'missing intermediate certificate' },
  { ruleId: 'origin-not-tls', title: 'no TLS on the HTTPS port' },
  { ruleId: 'port-refused', title: 'refused port' },
  { ruleId: 'origin-name-unresolvable', title: 'origin name that does not resolve' },
];

/** The demo's story: a failed renewal at the load balancer, and half of a second origin expired. */
export const renewal: Case = {
  evidence,
  diagnosis: {
    ...base,
    conclusion: {
      kind: 'root-cause',
      primary: renewalFailed,
      also: [
        {
          ...renewalFailed,
          ruleId: 'certificate-expired',
          title: 'origin.shop.example: certificate expired 2 days ago',
        },
        expired,
      ],
    },
    ruledOut: OUT,
  },
};

/** Host is forwarded, and one alias is on no certificate. */
export const mismatch: Case = {
  evidence: {
    ...evidence,
    origins: [
      look(
        shop,
        ['origin', 'shop', 'www'].map((host) => dial('203.0.113.7', `${host}.shop.example`, completed())),
      ),
    ],
  },
  diagnosis: {
    ...base,
    conclusion: {
      kind: 'root-cause',
      primary: {
        ...expired,
        ruleId: 'certificate-name-mismatch',
        originId: 'shop-alb',
        certainty: 'likely',
        title: 'The certificate of origin.shop.example does not cover www.shop.example, which CloudFront asks for',
        reach: { failing: 1, seen: 3, of: ['www.shop.example'] },
        breaksAt: undefined,
        explanation: 'The default behavior forwards the Host header, so the origin must answer for each alias.',
        evidence: ['Asked for www.shop.example, got CN=origin.shop.example with 1 name'],
      },
      also: [],
    },
    notices: [{ ...expired, title: 'media.shop.example: certificate ends in 9 days', certainty: 'likely' }],
    ruledOut: OUT.slice(0, 3),
  },
};

/** Two permissions are missing and nothing else fits. */
export const denied: Case = {
  evidence: { ...evidence, origins: [look(shop, sound)] },
  diagnosis: {
    ...base,
    conclusion: { kind: 'inconclusive', reason: 'elasticloadbalancing:DescribeListeners was denied' },
    ruledOut: OUT.slice(0, 4),
    blindSpots: [
      {
        subject: 'shop-alb: listener',
        reason: 'elasticloadbalancing:DescribeListeners was denied',
        unjudged: ['listener-missing', 'listener-not-https'],
        grant: 'elasticloadbalancing:DescribeListeners',
      },
      {
        subject: 'shop-alb: certificates on the listener',
        reason: 'acm:DescribeCertificate was denied',
        unjudged: ['acm-renewal-failed'],
        grant: 'acm:DescribeCertificate',
      },
      {
        subject: 'shop-alb: handshake',
        reason:
          '203.0.113.9:443 (origin.shop.example) did not answer while connecting in time; a firewall may admit CloudFront and not us',
        unjudged: [],
      },
    ],
  },
};

/** TLS is fine and the application answers 503. */
export const busy: Case = {
  evidence: {
    ...evidence,
    origins: [look(shop, sound, { answer: answered(dial('203.0.113.7', 'origin.shop.example', completed()), 503) })],
  },
  diagnosis: {
    ...base,
    conclusion: {
      kind: 'origin-answered',
      primary: {
        ...expired,
        ruleId: 'origin-answers-5xx',
        originId: 'shop-alb',
        certainty: 'likely',
        title: 'origin.shop.example answers 503 by itself (server: awselb/2.0)',
        witness: { kind: 'endpoint', key: 'origin.shop.example:443' },
        reach: { failing: 1, seen: 1, of: ['203.0.113.7'] },
        breaksAt: undefined,
        explanation:
          'The handshake completes and the certificate is sound. The load balancer has no healthy target to send requests to.',
        evidence: ['GET / on 203.0.113.7 answered 503 in 38 ms, server: awselb/2.0'],
        remedy: [
          {
            action: 'See which targets are healthy',
            command: `aws elbv2 describe-target-groups --region eu-west-1 --load-balancer-arn ${LB_ARN}`,
          },
        ],
        deadEnds: [{ tempting: 'Replacing the certificate', why: 'it is sound' }],
      },
      also: [],
    },
    ruledOut: OUT,
  },
};

/** Everything is sound. */
export const healthy: Case = {
  evidence: {
    ...evidence,
    origins: [
      look(shop, sound, {
        loadBalancer: observed(loadBalancer),
        answer: answered(dial('203.0.113.7', 'origin.shop.example', completed()), 200),
      }),
      look(media, [dial('198.51.100.5', 'media.shop.example', completed(), ['/media/*'])]),
    ],
  },
  diagnosis: { ...base, conclusion: { kind: 'no-fault-found' }, ruledOut: OUT },
};

/** The terminal's question about one host, without alarm or account. */
export const lone: Case = {
  evidence: {
    ...evidence,
    subject: { kind: 'origin', host: 'origin.shop.example' },
    alarm: undefined,
    distribution: observed({
      ...distribution,
      id: '',
      domainName: '',
      aliases: [],
      behaviors: [behavior('*', 'shop-alb')],
      origins: [shop],
    }),
    origins: [look(shop, dead)],
  },
  diagnosis: {
    ...base,
    subject: { kind: 'origin', host: 'origin.shop.example' },
    alarm: undefined,
    conclusion: { kind: 'root-cause', primary: { ...renewalFailed, ruleId: 'certificate-expired' }, also: [] },
    ruledOut: OUT,
  },
};

/** The distribution itself could not be read. */
export const unread: Case = {
  evidence: {
    ...evidence,
    distribution: {
      status: 'unavailable',
      reason: 'cloudfront:GetDistribution was denied',
      permission: 'cloudfront:GetDistribution',
    },
    origins: [],
  },
  diagnosis: {
    ...base,
    conclusion: { kind: 'inconclusive', reason: 'cloudfront:GetDistribution was denied' },
    ruledOut: [],
    blindSpots: [
      {
        subject: 'the distribution',
        reason: 'cloudfront:GetDistribution was denied',
        unjudged: [],
        grant: 'cloudfront:GetDistribution',
      },
    ],
  },
};

/** All of them, by name. */
export const CASES: Readonly<Record<string, Case>> = { renewal, mismatch, denied, busy, healthy, lone, unread };
