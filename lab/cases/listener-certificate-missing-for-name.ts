import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** One listener for many names: this name has no certificate on it, so it gets the default one. */
export default defineCase({
  id: 'listener-certificate-missing-for-name',
  story: 'the ALB answers with its default certificate; the right one lies in ACM',
  async build({ authority }) {
    const [other, right] = await Promise.all([
      authority.issue({ names: ['blog.example.com'] }),
      authority.issue({ names: ['origin.example.com'] }),
    ]);
    return behindBalancer(tlsOrigin({ chain: [other, authority.intermediate] }), {
      certificates: [inAcm(other, certificateArn(1)), inAcm(right, certificateArn(2), { inUseBy: [] })],
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-certificate-missing-for-name',
    certainty: 'proven',
    also: ['certificate-name-mismatch'],
    says: ['aws elbv2 add-listener-certificates', certificateArn(2)],
  },
});
