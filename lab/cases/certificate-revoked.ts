import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** AWS does not say whether CloudFront looks for it: likely at most, and only for want of anything better. */
export default defineCase({
  id: 'certificate-revoked',
  story: 'the certificate on the listener was revoked, and nothing else is wrong',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return behindBalancer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      certificates: [inAcm(leaf, certificateArn(1), { status: 'REVOKED', revocationReason: 'SUPERSEDED' })],
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-revoked',
    certainty: 'likely',
    says: ['REVOKED', 'aws acm request-certificate', 'modify-listener'],
  },
});
