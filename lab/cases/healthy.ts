import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Decoy: nothing is wrong any more by the time that we look. */
export default defineCase({
  id: 'healthy',
  story: 'decoy: everything is in order',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return behindBalancer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      certificates: [inAcm(leaf, certificateArn(1))],
    });
  },
  expect: {
    conclusion: 'no-fault-found',
    neverSays: ['aws acm request-certificate'],
    ruledOut: [
      'certificate-expired',
      'certificate-name-mismatch',
      'chain-incomplete',
      'acm-renewal-failed',
      'listener-missing',
      'port-refused',
      'origin-answers-5xx',
    ],
  },
});
