import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { behindBalancer } from '../staging.ts';

/** Its rule wants the secret header that CloudFront sends. Ours is turned away, as it should be: that names no cause. */
export default defineCase({
  id: 'listener-rule-asks-header',
  story: 'decoy: the listener answers a fixed 503 to whoever lacks the header that CloudFront sends',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const answer = { status: 503, headers: { server: 'awselb/2.0' } };
    return behindBalancer(tlsOrigin({ chain: [leaf, authority.intermediate], answer }), {
      certificates: [inAcm(leaf, certificateArn(1))],
      listener: { defaultAction: { type: 'fixed-response', status: '503' } },
    });
  },
  expect: {
    conclusion: 'inconclusive',
    notices: ['listener-answers-fixed-response', 'origin-answers-5xx'],
    says: ['without X-Origin-Verify, which CloudFront sends and we do not'],
  },
});
