import type { Diagnosis } from '../../lambda/model/diagnosis.ts';
import type { Evidence } from '../../lambda/model/evidence.ts';
import { expired, OUT, renewalFailed } from './findings.ts';
import {
  answered,
  base,
  behavior,
  completed,
  dead,
  dial,
  distribution,
  evidence,
  LB_ARN,
  loadBalancer,
  look,
  media,
  observed,
  shop,
  sound,
} from './scene.ts';

/** A diagnosis with the evidence it was made from. */
export type Case = { readonly diagnosis: Diagnosis; readonly evidence: Evidence };

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

/** One tenant of a multi-tenant distribution. */
export const tenants: Case = {
  evidence,
  diagnosis: {
    ...base,
    conclusion: {
      kind: 'root-cause',
      primary: {
        ...expired,
        tenants: { count: 11, named: [{ id: 'dt_1', name: 'shop-a', domains: ['www.shop-a.example'] }] },
      },
      also: [],
    },
    ruledOut: OUT,
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
export const CASES: Readonly<Record<string, Case>> = {
  renewal,
  mismatch,
  denied,
  busy,
  healthy,
  lone,
  unread,
  tenants,
};
