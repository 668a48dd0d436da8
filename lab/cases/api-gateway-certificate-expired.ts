import { defineCase } from '../case.ts';
import { API, certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** The certificate of an API's custom domain name is ACM's as well, and there is one place for it. */
export default defineCase({
  id: 'api-gateway-certificate-expired',
  story: 'ACM could not renew the certificate of an API’s custom domain name',
  async build({ authority, at }) {
    const names = ['api.example.com'];
    const lapsed = await authority.issue({ names, notBefore: at(-200), notAfter: at(-2), key: 'RSA-2048' });
    const certificate = inAcm(lapsed, certificateArn(1), {
      status: 'EXPIRED',
      keyAlgorithm: 'RSA_2048',
      renewal: { status: 'FAILED', updatedAt: at(-2) },
    });
    return {
      dns: { 'api.example.com': { cname: API.endpoint }, [API.endpoint]: { a: ['203.0.113.40'] } },
      origins: [{ at: ['203.0.113.40'], serve: tlsOrigin({ chain: [lapsed, authority.intermediate] }) }],
      account: {
        distributions: [shop({ origins: [{ id: 'api', domainName: 'api.example.com' }] })],
        apiDomains: [API.domain],
        certificates: [certificate],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'acm-renewal-failed',
    certainty: 'proven',
    also: ['certificate-expired'],
    says: [
      "API Gateway's own Region",
      'aws apigateway update-domain-name --region eu-west-1 --domain-name api.example.com',
      'path=/regionalCertificateArn,value=NEW_CERTIFICATE_ARN',
    ],
    neverSays: ['listener', 'certbot'],
    ruledOut: ['api-gateway-demands-client-certificate', 'certificate-name-mismatch'],
  },
});
