import { defineCase } from '../case.ts';
import { API, certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** Nothing can be dialled: the records of API Gateway and of CloudFront decide alone. */
export default defineCase({
  id: 'api-gateway-demands-client-certificate',
  story: 'mutual TLS was turned on for an API’s custom domain name',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['api.example.com'] });
    const serve = tlsOrigin({
      chain: [leaf, authority.intermediate],
      demandsClientCertificate: true,
      maxVersion: 'TLSv1.2',
    });
    return {
      dns: { 'api.example.com': { cname: API.endpoint }, [API.endpoint]: { a: ['203.0.113.40'] } },
      origins: [{ at: ['203.0.113.40'], serve }],
      account: {
        distributions: [shop({ origins: [{ id: 'api', domainName: 'api.example.com' }] })],
        apiDomains: [{ ...API.domain, trustStore: 's3://shop-trust/clients.pem' }],
        certificates: [inAcm(leaf, certificateArn(1))],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'api-gateway-demands-client-certificate',
    certainty: 'proven',
    also: ['client-certificate-required'],
    says: [
      'api.example.com',
      's3://shop-trust/clients.pem',
      'aws apigateway update-domain-name --region eu-west-1 --domain-name api.example.com',
      'OriginMtlsConfig',
    ],
    neverSays: ['nginx'],
  },
});
