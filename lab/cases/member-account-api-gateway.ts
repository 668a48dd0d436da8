import { MEMBER, there } from '../behind.ts';
import { defineCase } from '../case.ts';
import { API, certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

/** One account has the distribution, another one the API. */
export default defineCase({
  id: 'member-account-api-gateway',
  story: 'the API is in another account, and ACM there could not renew the certificate of its domain name',
  async build({ authority, at }) {
    const names = ['api.example.com'];
    const lapsed = await authority.issue({ names, notBefore: at(-200), notAfter: at(-2), key: 'RSA-2048' });
    const certificate = inAcm(lapsed, there(certificateArn(1)), {
      status: 'EXPIRED',
      keyAlgorithm: 'RSA_2048',
      renewal: { status: 'FAILED', updatedAt: at(-2) },
    });
    const domain = { ...API.domain, certificateArn: there(certificateArn(1)) };
    return {
      dns: { 'api.example.com': { cname: API.endpoint }, [API.endpoint]: { a: ['203.0.113.40'] } },
      origins: [{ at: ['203.0.113.40'], serve: tlsOrigin({ chain: [lapsed, authority.intermediate] }) }],
      account: {
        distributions: [shop({ origins: [{ id: 'api', domainName: 'api.example.com' }] })],
        members: [
          {
            accountId: MEMBER.accountId,
            roles: [{ name: MEMBER.roleName }],
            apiDomains: [domain],
            certificates: [certificate],
          },
        ],
      },
      config: {
        memberRoles: { byAccount: { [MEMBER.accountId]: `arn:aws:iam::${MEMBER.accountId}:role/${MEMBER.roleName}` } },
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'acm-renewal-failed',
    certainty: 'proven',
    also: ['certificate-expired'],
    says: [
      `custom domain name api.example.com of API Gateway in eu-west-1 of account ${MEMBER.accountId}, which the commands below`,
      'aws apigateway update-domain-name --region eu-west-1 --domain-name api.example.com',
    ],
  },
});
