import { defineCase } from '../case.ts';
import { API, certificateArn, inAcm, shop } from '../estate.ts';

/** A resource policy does not close the port, but a network between us and AWS may: the record of the name decides. */
export default defineCase({
  id: 'api-gateway-demands-client-certificate-unanswered',
  story: 'mutual TLS was turned on for an API’s custom domain name, and no dial of ours is answered',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['api.example.com'] });
    return {
      dns: { 'api.example.com': { cname: API.endpoint }, [API.endpoint]: { a: ['203.0.113.40'] } },
      origins: [{ at: ['203.0.113.40'], serve: 'firewall' }],
      account: {
        distributions: [shop({ origins: [{ id: 'api', domainName: 'api.example.com' }] })],
        apiDomains: [{ ...API.domain, trustStore: 's3://shop-trust/clients.pem' }],
        certificates: [inAcm(leaf, certificateArn(1))],
      },
      limits: { connectMs: 400 },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'api-gateway-demands-client-certificate',
    certainty: 'proven',
    notices: ['port-unreachable'],
    says: ['s3://shop-trust/clients.pem', 'OriginMtlsConfig'],
    blindSpots: ['did not answer'],
  },
});
