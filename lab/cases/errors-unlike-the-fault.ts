import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';
import { usualTraffic } from '../traffic.ts';

/** An expired certificate gives 502; viewers get 504, and did so before it expired. Both are said, and the certificate stays proven. */
export default defineCase({
  id: 'errors-unlike-the-fault',
  story: 'a certificate ran out an hour ago, but viewers got 504 before that already',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-90), notAfter: at(-1 / 24) });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      account: {
        distributions: [shop({ additionalMetrics: true })],
        metrics: usualTraffic(now, { since: 125, percent: 8, codes: { 502: 0.1, 504: 0.9 } }),
      },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['504 since', '8% of 1,200', 'This fault would give viewers 502, not 504', 'before it broke'],
  },
});
