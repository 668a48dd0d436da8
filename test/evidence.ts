import { createHash } from 'node:crypto';
import type { Certificate, PathFault, TrustPath } from '../lambda/model/certificate.ts';
import type { Behavior, Distribution, Origin } from '../lambda/model/distribution.ts';
import type { Observation, Observations, OriginEvidence } from '../lambda/model/evidence.ts';
import type { Finding, Verdict } from '../lambda/model/finding.ts';
import type { Handshake, HandshakeOutcome, Handshakes, Target } from '../lambda/model/handshake.ts';
import type { Instances } from '../lambda/model/instance.ts';
import type { Listener, ListenerState, LoadBalancer, ManagedCertificate } from '../lambda/model/load-balancer.ts';
import type { TlsPolicy } from '../lambda/model/tls-policy.ts';
import type { NetworkInterface } from '../lambda/model/whereabouts.ts';
import type { Rule } from '../lambda/rule.ts';

/** The moment of every examination in the tests: a Monday, 03:12 UTC. */
export const EXAMINED_AT = '2026-11-23T03:12:00.000Z';
/** The origin's name unless a test says otherwise. */
export const ORIGIN = 'origin.example.com';

/** Something that was seen. */
export function observed<T>(value: T): Observation<T> {
  return { status: 'observed', value };
}

/** Something that could not be seen. */
export function unavailable(reason = 'denied', permission?: string): Observation<never> {
  return { status: 'unavailable', reason, permission };
}

/** Something that is not there to be seen. */
export function notApplicable(reason = 'not a load balancer'): Observation<never> {
  return { status: 'not-applicable', reason };
}

/** A custom origin, https-only on 443. */
export function origin(overrides: Partial<Origin> = {}): Origin {
  return {
    id: 'web',
    domainName: ORIGIN,
    path: '',
    kind: 'other',
    connection: customConnection(),
    connectionAttempts: 3,
    connectionTimeoutSeconds: 10,
    customHeaderNames: [],
    ...overrides,
  };
}

type Custom = Extract<Origin['connection'], { type: 'custom' }>;

/** How CloudFront connects to a custom origin. */
export function customConnection(overrides: Partial<Custom> = {}): Custom {
  return {
    type: 'custom',
    addressType: 'ipv4',
    protocolPolicy: 'https-only',
    httpPort: 80,
    httpsPort: 443,
    sslProtocols: ['TLSv1.2'],
    readTimeoutSeconds: 30,
    ...overrides,
  };
}

type Vpc = Extract<Origin['connection'], { type: 'vpc' }>;

/** How CloudFront connects to the load balancer `shop` as a VPC origin. */
export function vpcConnection(overrides: Partial<Vpc> = {}): Vpc {
  const { type: _, addressType: __, ...connection } = customConnection();
  return { type: 'vpc', vpcOriginId: 'vo_1', endpointArn: LOAD_BALANCER_ARN, ...connection, ...overrides };
}

/** The default behavior, Host not forwarded. */
export function behavior(overrides: Partial<Behavior> = {}): Behavior {
  return {
    pathPattern: '*',
    isDefault: true,
    targetOriginId: 'web',
    viewerProtocolPolicy: 'redirect-to-https',
    hostForwarding: { kind: 'not-forwarded' },
    edgeFunctions: [],
    ...overrides,
  };
}

/** A distribution of one behavior and one origin, with the alias `www.example.com`. */
export function distribution(overrides: Partial<Distribution> = {}): Distribution {
  return {
    id: 'E2EXAMPLE',
    domainName: 'd111111abcdef8.cloudfront.net',
    aliases: ['www.example.com'],
    enabled: true,
    status: 'Deployed',
    staging: false,
    behaviors: [behavior()],
    origins: [origin()],
    originGroups: [],
    ...overrides,
  };
}

/** A leaf for `origin.example.com`, in date, of a made-up public authority. The fingerprint follows from what it says. */
export function certificate(overrides: Partial<Certificate> = {}): Certificate {
  const commonName = overrides.commonName ?? ORIGIN;
  const dnsNames = overrides.dnsNames ?? [commonName];
  const certificate = {
    subject: `CN=${commonName}`,
    issuer: 'CN=Example Public CA 2, O=Example Trust',
    commonName,
    serial: '0A1B2C3D4E5F60718293',
    notBefore: '2026-06-01T00:00:00.000Z',
    notAfter: '2027-06-01T23:59:59.000Z',
    dnsNames,
    dnsNameCount: dnsNames.length,
    ipAddresses: [],
    isAuthority: false,
    selfSigned: false,
    key: 'RSA 2048',
    ...overrides,
  };
  const fingerprint = createHash('sha256').update(JSON.stringify(certificate)).digest('hex');
  return { fingerprint, ...certificate };
}

/** The intermediate that issued `certificate()`. */
export function intermediate(overrides: Partial<Certificate> = {}): Certificate {
  return certificate({
    subject: 'CN=Example Public CA 2, O=Example Trust',
    issuer: 'CN=Example Root, O=Example Trust',
    commonName: 'Example Public CA 2',
    dnsNames: [],
    notBefore: '2020-01-01T00:00:00.000Z',
    notAfter: '2035-01-01T00:00:00.000Z',
    isAuthority: true,
    ...overrides,
  });
}

/** A path through the whole chain, in the order sent, to a root that Mozilla lists. */
export function trusted(certificates: readonly number[] = [0, 1], notAfter = '2040-01-01T00:00:00.000Z'): TrustPath {
  const anchor = { subject: 'CN=Example Root, O=Example Trust', fingerprint: 'f'.repeat(64), notAfter };
  return { kind: 'trusted', paths: [{ certificates, anchor }] };
}

/** The path through the whole chain with something against it. */
export function faulty(...faults: readonly PathFault[]): TrustPath {
  const path = trusted();
  return path.kind === 'trusted' ? { ...path, paths: path.paths.map((one) => ({ ...one, faults })) } : path;
}

/** One dial of `origin.example.com` at 203.0.113.7, Host not forwarded. */
export function target(overrides: Partial<Target> = {}): Target {
  const serverName = overrides.serverName ?? ORIGIN;
  return {
    scheme: 'https',
    address: '203.0.113.7',
    port: 443,
    serverName,
    acceptedNames: [serverName],
    hostForwarded: 'no',
    protocols: ['TLSv1.2'],
    behaviors: ['*'],
    ...overrides,
  };
}

type Completed = Extract<HandshakeOutcome, { kind: 'completed' }>;

/** A handshake that completed: a good leaf and its intermediate unless `outcome` says otherwise. */
export function completedDial(where: Partial<Target> = {}, outcome: Partial<Completed> = {}): Handshake {
  return {
    target: target(where),
    outcome: {
      kind: 'completed',
      protocol: 'TLSv1.3',
      cipher: 'TLS_AES_128_GCM_SHA256',
      chain: [certificate(), intermediate()],
      path: trusted(),
      clientCertificateRequested: false,
      ...outcome,
    },
    tookMs: 41,
  };
}

/** A dial that ended in any other way. */
export function failedDial(outcome: HandshakeOutcome, where: Partial<Target> = {}): Handshake {
  return { target: target(where), outcome, tookMs: 41 };
}

/** The network interface of an instance with the origin's address. */
export function networkInterface(overrides: Partial<NetworkInterface> = {}): NetworkInterface {
  return {
    id: 'eni-0f7d3b2a19c8e6540',
    region: 'eu-west-1',
    accountId: '111122223333',
    address: '203.0.113.7',
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    subnetId: 'subnet-0a1b2c3d4e5f60718',
    securityGroupIds: ['sg-0aa11bb22cc33dd44'],
    type: 'interface',
    description: '',
    managed: false,
    instanceId: 'i-0abcdef1234567890',
    ...overrides,
  };
}

/** The instance of that interface, which runs. */
export function instance(overrides: Partial<Instances['found'][number]> = {}): Instances['found'][number] {
  return {
    id: 'i-0abcdef1234567890',
    region: 'eu-west-1',
    accountId: '111122223333',
    state: 'running',
    securityGroupIds: ['sg-0aa11bb22cc33dd44'],
    ...overrides,
  };
}

/** All dials of an origin, seen. */
export function handshakes(...dials: readonly Handshake[]): Observation<Handshakes> {
  return observed({ dials, omitted: [] });
}

/** Everything seen of an origin: one good dial, no load balancer. */
export function observations(overrides: Partial<Observations> = {}): Observations {
  return {
    resolution: observed({ kind: 'resolved', name: ORIGIN, cnames: [], addresses: ['203.0.113.7'], cut: 0 }),
    handshakes: handshakes(completedDial()),
    answer: notApplicable('not asked'),
    alias: notApplicable(),
    deadRecord: notApplicable(),
    networkInterfaces: notApplicable(),
    unheld: notApplicable(),
    instances: notApplicable(),
    loadBalancer: notApplicable(),
    balancerCounts: notApplicable(),
    listener: notApplicable(),
    tlsPolicy: notApplicable(),
    apiDomain: notApplicable(),
    certificates: notApplicable(),
    stored: notApplicable(),
    clientCertificate: notApplicable(),
    candidates: notApplicable(),
    securityGroups: notApplicable('a dial came about'),
    targets: notApplicable('the load balancer itself sent no error'),
    ...overrides,
  };
}

/** The evidence of one origin. */
export function originEvidence(seen: Partial<Observations> = {}, from: Partial<Origin> = {}): OriginEvidence {
  return { origin: origin(from), observations: observations(seen) };
}

export const REGION = 'eu-west-1';
export const LOAD_BALANCER_ARN = `arn:aws:elasticloadbalancing:${REGION}:111122223333:loadbalancer/app/shop/50dc6c495c0c9188`;
export const LISTENER_ARN = `arn:aws:elasticloadbalancing:${REGION}:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`;
export const CERTIFICATE_ARN = `arn:aws:acm:${REGION}:111122223333:certificate/11111111-aaaa-bbbb-cccc-000000000001`;
export const CANDIDATE_ARN = `arn:aws:acm:${REGION}:111122223333:certificate/22222222-aaaa-bbbb-cccc-000000000002`;

/** The application load balancer `shop` in eu-west-1. */
export function loadBalancer(overrides: Partial<LoadBalancer> = {}): LoadBalancer {
  return {
    arn: LOAD_BALANCER_ARN,
    name: 'shop',
    dnsName: `shop-1234567890.${REGION}.elb.amazonaws.com`,
    region: REGION,
    accountId: '111122223333',
    type: 'application',
    scheme: 'internet-facing',
    state: 'active',
    addressType: 'ipv4',
    securityGroups: ['sg-0a1b2c3d4e5f60718'],
    ...overrides,
  };
}

/** Its HTTPS listener on 443 with one certificate. */
export function listener(overrides: Partial<Listener> = {}): ListenerState {
  return {
    kind: 'found',
    listener: {
      arn: LISTENER_ARN,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      certificates: [{ arn: CERTIFICATE_ARN, isDefault: true }],
      mutualAuthentication: 'off',
      ...overrides,
    },
  };
}

/** What ACM says of the certificate that `certificate()` is: issued by Amazon, validated by DNS. */
export function managedCertificate(overrides: Partial<ManagedCertificate> = {}): ManagedCertificate {
  return {
    arn: CERTIFICATE_ARN,
    region: REGION,
    status: 'ISSUED',
    type: 'AMAZON_ISSUED',
    domainName: ORIGIN,
    names: [ORIGIN],
    serial: '0A1B2C3D4E5F60718293',
    notBefore: '2026-06-01T00:00:00.000Z',
    notAfter: '2027-06-01T23:59:59.000Z',
    keyAlgorithm: 'RSA_2048',
    inUseBy: [LOAD_BALANCER_ARN],
    validation: [],
    ...overrides,
  };
}

/** The security policy of `listener()`: TLS 1.2 and 1.3. */
export function tlsPolicy(overrides: Partial<TlsPolicy> = {}): TlsPolicy {
  return {
    name: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    protocols: ['TLSv1.2', 'TLSv1.3'],
    ciphers: ['TLS_AES_128_GCM_SHA256', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
    ...overrides,
  };
}

/** Everything about the load balancer was seen; ACM holds nothing better. */
export function behindLoadBalancer(overrides: Partial<Observations> = {}): Partial<Observations> {
  return {
    loadBalancer: observed(loadBalancer()),
    listener: observed(listener()),
    tlsPolicy: observed(tlsPolicy()),
    certificates: observed([managedCertificate()]),
    candidates: observed({ region: REGION, certificates: [], cut: false }),
    ...overrides,
  };
}

/** Other certificates of the Region: one, good for `origin.example.com`. */
export const CANDIDATES: Observations['candidates'] = observed({
  region: REGION,
  certificates: [{ arn: CANDIDATE_ARN, names: [ORIGIN], notAfter: '2027-05-01T00:00:00.000Z' }],
  cut: false,
});

/** What the rule says of this evidence. */
export function verdict(rule: Rule, evidence: OriginEvidence, of: Distribution = distribution()): Verdict {
  return rule.apply(evidence, { distribution: of, examinedAt: EXAMINED_AT });
}

/** What the rule found; an error where it found nothing. */
export function finding(rule: Rule, evidence: OriginEvidence, of: Distribution = distribution()): Finding {
  const said = verdict(rule, evidence, of);
  if (said.kind !== 'found') throw new Error(`expected a finding, got ${JSON.stringify(said)}`);
  return said.finding;
}
