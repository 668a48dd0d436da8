import type { CertificateFixture, ServerCertificateFixture } from './account/fixture/certificate.ts';
import type { DistributionFixture, OriginFixture } from './account/fixture/cloudfront.ts';
import type { ListenerFixture, LoadBalancerFixture } from './account/fixture/load-balancer.ts';
import type { Issued } from './authority.ts';

/** The account in which every case happens. */
export const ACCOUNT = '111122223333';

/** The topic that diagnoses go to. */
export const TOPIC_ARN = `arn:aws:sns:us-east-1:${ACCOUNT}:origin-responder`;

/** The table in which the function remembers what it has told. */
export const TABLE = 'origin-responder-memory';

/** How the function has itself called again. */
export const SCHEDULE = {
  groupName: 'origin-responder',
  roleArn: `arn:aws:iam::${ACCOUNT}:role/origin-responder-schedules`,
  queueArn: `arn:aws:sqs:us-east-1:${ACCOUNT}:origin-responder`,
} as const;

/** The one distribution of most cases; `shop()` makes it. */
export const SHOP_ID = 'EDFDVBD632BHDS5';

/** Its own name, which viewers may use beside the aliases. */
export const SHOP_DOMAIN = 'd111111abcdef8.cloudfront.net';

/** A value that only CloudFront and the origin may know: it must appear nowhere in what the product says or keeps. */
export const SECRET = 'lab-secret-9f2c41d7';

/** The managed origin request policy that forwards the viewer's Host among everything else. */
export const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';

/** The managed one that forwards everything but Host. */
export const ALL_BUT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

/** The load balancer's region: not us-east-1, as people are tempted to assume. */
export const REGION = 'eu-west-1';

const ALB_NAME = 'shop-alb';

/** The name that AWS gave the load balancer, and its ARNs. */
export const ALB = {
  dnsName: `${ALB_NAME}-1234567890.${REGION}.elb.amazonaws.com`,
  arn: `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:loadbalancer/app/${ALB_NAME}/50dc6c495c0c9188`,
  listenerArn: `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:listener/app/${ALB_NAME}/50dc6c495c0c9188/f2f7dc8efc522ab2`,
} as const;

const API_ENDPOINT = `d-abcdef1234.execute-api.${REGION}.amazonaws.com`;

/** A custom domain name of API Gateway, `api.example.com` with the lab's first certificate, and where it leads. */
export const API = {
  endpoint: API_ENDPOINT,
  domain: {
    region: REGION,
    name: 'api.example.com',
    regionalDomainName: API_ENDPOINT,
    certificateArn: `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/11111111-aaaa-4bbb-8ccc-111111111111`,
  },
} as const;

/** ARN of the lab's n-th ACM certificate. */
export function certificateArn(n: number, region: string = REGION): string {
  return `arn:aws:acm:${region}:${ACCOUNT}:certificate/${String(n).repeat(8)}-aaaa-4bbb-8ccc-${String(n).repeat(12)}`;
}

/** The name and ARN of the lab's server certificate in IAM. */
export const IN_IAM = {
  name: 'shop-2024',
  arn: `arn:aws:iam::${ACCOUNT}:server-certificate/cloudfront/shop-2024`,
} as const;

/** A certificate of the lab as IAM holds it, with what was uploaded beside it. */
export function inIam({ pem, notAfter }: Issued, ...chain: readonly Issued[]): ServerCertificateFixture {
  const { name } = IN_IAM;
  const rest = chain.length > 0 && { chain: chain.map((one) => one.pem).join('') };
  return { name, path: '/cloudfront/', body: pem, expiration: notAfter, ...rest };
}

/** Kept by ACM without any chain, as it was imported. */
export function alone({ pem }: Issued): Pick<CertificateFixture, 'pem'> {
  return { pem: { certificate: pem } };
}

/** The lab's distribution: `www.example.com` before one origin, `origin.example.com`, unless said otherwise. */
export function shop(wanted: Partial<DistributionFixture> = {}): DistributionFixture {
  const origins: readonly OriginFixture[] = wanted.origins ?? [{ id: 'web', domainName: 'origin.example.com' }];
  return {
    id: SHOP_ID,
    domainName: SHOP_DOMAIN,
    aliases: ['www.example.com'],
    ...wanted,
    origins: origins.map((origin) =>
      origin.s3 ? origin : { customHeaders: { 'X-Origin-Verify': SECRET }, ...origin },
    ),
  };
}

/** The lab's application load balancer. Default: one HTTPS listener with the first certificate. */
export function alb(
  wanted: Partial<LoadBalancerFixture> & { readonly listener?: Partial<ListenerFixture> } = {},
): LoadBalancerFixture {
  const { listener, ...rest } = wanted;
  const own: ListenerFixture = {
    port: 443,
    arn: ALB.listenerArn,
    defaultCertificateArn: certificateArn(1),
    ...listener,
  };
  return { region: REGION, name: ALB_NAME, dnsName: ALB.dnsName, arn: ALB.arn, listeners: [own], ...rest };
}

/**
 * A certificate of the lab as ACM holds it: the very serial and dates that are served, with the chain that belongs to it. Default:
 * in use by the load balancer.
 */
export function inAcm(issued: Issued, arn: string, more: Partial<CertificateFixture> = {}): CertificateFixture {
  const { names, commonName, serial, notBefore, notAfter } = issued;
  const domainName = names[0] ?? commonName ?? '';
  return {
    arn,
    domainName,
    alternativeNames: names.filter((name) => name !== domainName),
    keyAlgorithm: 'EC_prime256v1',
    serial: (serial.match(/../g) ?? []).join(':').toLowerCase(),
    notBefore,
    notAfter,
    inUseBy: [ALB.arn],
    pem: { certificate: issued.pem, chain: issued.above },
    ...more,
  };
}
