import { defineCase } from '../case.ts';
import { rawTlsOrigin } from '../origins/tls-raw.ts';
import { ownServer } from '../staging.ts';

/** CloudFront waits 30 seconds for an answer and we do not: what we did not wait for accuses nobody. */
export default defineCase({
  id: 'origin-slower-than-we-wait',
  story: 'decoy: no answer in the time that we wait, which is less than CloudFront’s',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return ownServer(
      rawTlsOrigin([leaf, authority.intermediate], () => {}),
      { limits: { answerMs: 1_100 } },
    );
  },
  expect: {
    conclusion: 'inconclusive',
    notices: ['origin-slow'],
    says: ['did not answer within', 'CloudFront waits 30 s'],
    ruledOut: ['certificate-expired', 'chain-incomplete'],
    blindSpots: [],
  },
});
