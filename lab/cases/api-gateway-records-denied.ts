import { defineCase } from '../case.ts';
import { API, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** Denied, the record costs a blind spot with the statement to paste, and the fault on the wire is told all the same. */
export default defineCase({
  id: 'api-gateway-records-denied',
  story: 'an API’s certificate has expired, and the role may not read its custom domain name',
  async build({ authority, at }) {
    const lapsed = await authority.issue({ names: ['api.example.com'], notBefore: at(-200), notAfter: at(-2) });
    return {
      dns: { 'api.example.com': { cname: API.endpoint }, [API.endpoint]: { a: ['203.0.113.40'] } },
      origins: [{ at: ['203.0.113.40'], serve: tlsOrigin({ chain: [lapsed, authority.intermediate] }) }],
      account: {
        distributions: [shop({ origins: [{ id: 'api', domainName: 'api.example.com' }] })],
        apiDomains: [API.domain],
        faults: [{ operation: 'apigateway:GetDomainName', kind: 'deny' }],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: [
      'aws apigateway update-domain-name --region eu-west-1 --domain-name api.example.com',
      'apigateway:GET',
      'arn:aws:apigateway:*::/domainnames/*',
    ],
    neverSays: ['certbot', 'nginx'],
    blindSpots: ['apigateway:GET was denied'],
  },
});
