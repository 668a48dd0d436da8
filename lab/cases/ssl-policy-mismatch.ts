import { defineCase } from '../case.ts';
import { certificateArn, inAcm, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/**
 * A protocol list from Terraform without TLSv1.2, a listener that speaks nothing else. Read as a minimum the two would meet,
 * as our dial does; read as a list they do not.
 * https://github.com/DFE-Digital/teaching-vacancies/pull/20
 */
export default defineCase({
  id: 'ssl-policy-mismatch',
  story: 'OriginSslProtocols lists TLSv1 and TLSv1.1, the listener’s policy speaks TLS 1.2 alone',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'P-256' });
    const chain = [leaf, authority.intermediate];
    const sslProtocols = ['TLSv1', 'TLSv1.1'];
    return behindBalancer(
      tlsOrigin({ chain, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }),
      {
        certificates: [inAcm(leaf, certificateArn(1))],
        listener: { sslPolicy: 'ELBSecurityPolicy-TLS-1-2-2017-01' },
      },
      {
        account: {
          distributions: [shop({ origins: [{ id: 'web', domainName: 'origin.example.com', sslProtocols }] })],
        },
      },
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'ssl-policy-mismatch',
    certainty: 'likely',
    says: [
      'OriginSslProtocols',
      'List TLSv1.2 in OriginSslProtocols',
      'ELBSecurityPolicy-TLS-1-2-2017-01',
      'aws elbv2 modify-listener',
    ],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['protocol-mismatch', 'cipher-mismatch'],
  },
});
