import { defineCase } from '../case.ts';
import { API, certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { minutesAgo } from '../trail.ts';

/** What is asked of a load balancer is asked of a custom domain name of API Gateway: its certificate's history, and who owns it. */
export default defineCase({
  id: 'api-gateway-changed',
  story: 'an expired certificate was imported again for an API’s custom domain name that Terraform owns',
  async build({ authority, at, now }) {
    const names = ['api.example.com'];
    const lapsed = await authority.issue({ names, notBefore: at(-200), notAfter: at(-2), key: 'RSA-2048' });
    const held = inAcm(lapsed, certificateArn(1), { status: 'EXPIRED', type: 'IMPORTED', keyAlgorithm: 'RSA_2048' });
    return {
      dns: { 'api.example.com': { cname: API.endpoint }, [API.endpoint]: { a: ['203.0.113.40'] } },
      origins: [{ at: ['203.0.113.40'], serve: tlsOrigin({ chain: [lapsed, authority.intermediate] }) }],
      account: {
        distributions: [shop({ origins: [{ id: 'api', domainName: 'api.example.com' }] })],
        apiDomains: [API.domain],
        certificates: [held],
        tags: {
          [`arn:aws:apigateway:${API.domain.region}::/domainnames/${API.domain.name}`]: { ManagedBy: 'Terraform' },
        },
        events: [
          {
            at: minutesAgo(now, 9),
            name: 'ImportCertificate',
            source: 'acm.amazonaws.com',
            region: API.domain.region,
            resources: [{ type: 'AWS::ACM::Certificate', name: certificateArn(1) }],
          },
        ],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [
      'ImportCertificate on certificate',
      '3 minutes before the errors began',
      "Tagged as Terraform's (ManagedBy=Terraform). Change",
    ],
  },
});
