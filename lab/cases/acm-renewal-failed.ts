import { validationRecord } from '../account/acm/validation.ts';
import { defineCase } from '../case.ts';
import { alb, certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';
import { balancerTraffic, usualTraffic } from '../traffic.ts';

const DISTRIBUTION = shop({
  additionalMetrics: true,
  origins: [
    { id: 'shop-alb', domainName: 'origin.example.com' },
    { id: 'media', domainName: 'media.example.com' },
  ],
  behaviors: [{ path: '/media/*', origin: 'media' }],
});

/** The demo: what ACM could not renew ran out on the load balancer, and beside it one of two servers was forgotten. */
export default defineCase({
  id: 'acm-renewal-failed',
  story: 'an ALB’s ACM certificate ran out, since its validation CNAME was deleted',
  async build({ authority, at, now }) {
    const names = ['origin.example.com'];
    const media = ['media.example.com'];
    const [lapsed, fresh, forgotten] = await Promise.all([
      authority.issue({ names, notBefore: at(-200), notAfter: at(-2), key: 'RSA-2048' }),
      authority.issue({ names: media, notBefore: at(-9), notAfter: at(81) }),
      authority.issue({ names: media, notBefore: at(-98), notAfter: at(-8) }),
    ]);
    const intermediate = authority.intermediate;
    const renewal = { status: 'FAILED' as const, updatedAt: at(-2) };
    const certificate = inAcm(lapsed, certificateArn(1), { status: 'EXPIRED', keyAlgorithm: 'RSA_2048', renewal });
    const staging = behindBalancer(tlsOrigin({ chain: [lapsed, intermediate] }), {});
    return {
      dns: { ...staging.dns, 'media.example.com': { a: ['198.51.100.20', '198.51.100.21'] } },
      origins: [
        ...staging.origins,
        { at: ['198.51.100.20'], serve: tlsOrigin({ chain: [fresh, intermediate] }) },
        { at: ['198.51.100.21'], serve: tlsOrigin({ chain: [forgotten, intermediate] }) },
      ],
      account: {
        distributions: [DISTRIBUTION],
        metrics: [
          ...usualTraffic(now, { codes: { 502: 1 } }),
          ...balancerTraffic(now, { ClientTLSNegotiationErrorCount: { since: 6, count: 830, before: 2 } }),
        ],
        loadBalancers: [alb()],
        certificates: [certificate],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'acm-renewal-failed',
    certainty: 'proven',
    originId: 'shop-alb',
    also: ['certificate-expired', 'certificate-expired'],
    says: [
      validationRecord('origin.example.com').name,
      'aws acm request-certificate --region eu-west-1',
      'on 1 of 2 addresses',
      '198.51.100.21',
    ],
    neverSays: ['--region us-east-1 --domain-name'],
    ruledOut: ['certificate-name-mismatch', 'chain-incomplete', 'certificate-self-signed'],
  },
});
