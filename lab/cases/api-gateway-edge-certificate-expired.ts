import { defineCase } from '../case.ts';
import { certificateArn, inAcm, REGION, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

const EDGE = 'd2x4g8k1edge.cloudfront.net';
const ARN = certificateArn(1, 'us-east-1');

/** The API is in one Region and the certificate in another: people look for it in the wrong one. */
export default defineCase({
  id: 'api-gateway-edge-certificate-expired',
  story: 'ACM could not renew the certificate of an edge-optimized domain name: it is in us-east-1, the API is not',
  async build({ authority, at }) {
    const names = ['api.example.com'];
    const lapsed = await authority.issue({ names, notBefore: at(-200), notAfter: at(-2), key: 'RSA-2048' });
    const certificate = inAcm(lapsed, ARN, {
      status: 'EXPIRED',
      keyAlgorithm: 'RSA_2048',
      renewal: { status: 'FAILED', updatedAt: at(-2) },
    });
    return {
      dns: { 'api.example.com': { cname: EDGE }, [EDGE]: { a: ['203.0.113.40'] } },
      origins: [{ at: ['203.0.113.40'], serve: tlsOrigin({ chain: [lapsed, authority.intermediate] }) }],
      account: {
        distributions: [shop({ origins: [{ id: 'api', domainName: 'api.example.com' }] })],
        apiDomains: [{ region: REGION, name: 'api.example.com', distributionDomainName: EDGE, certificateArn: ARN }],
        certificates: [certificate],
      },
      config: { regions: [REGION] },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'acm-renewal-failed',
    certainty: 'proven',
    also: ['certificate-expired'],
    says: [
      'aws acm request-certificate --region us-east-1 --domain-name api.example.com',
      `aws apigateway update-domain-name --region ${REGION} --domain-name api.example.com`,
      'path=/certificateArn,value=NEW_CERTIFICATE_ARN',
      'where edge-optimized domain names have theirs',
    ],
    neverSays: ['listener', 'certbot', 'regionalCertificateArn'],
    ruledOut: ['api-gateway-demands-client-certificate', 'certificate-name-mismatch'],
  },
});
