import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** It asks and goes on without: our dials complete, CloudFront's page says that its own do not. */
export default defineCase({
  id: 'listener-asks-client-certificate-passthrough',
  story: 'the listener passes client certificates on, and CloudFront has none to show',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return behindBalancer(tlsOrigin({ chain: [leaf, authority.intermediate], asksClientCertificate: true }), {
      certificates: [inAcm(leaf, certificateArn(1))],
      listener: { mutualAuthentication: { mode: 'passthrough' } },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'listener-asks-client-certificate',
    certainty: 'likely',
    says: ['The sources differ'],
    ruledOut: ['client-certificate-required'],
  },
});
