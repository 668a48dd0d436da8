import { defineCase } from '../case.ts';
import { SECRET } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';
import { minutesAgo, updateDistribution } from '../trail.ts';

/** The message goes out all the same. */
export default defineCase({
  id: 'changes-too-late',
  story: 'a certificate ran out, and CloudTrail does not answer in time',
  async build({ authority, at, now }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      limits: { afterMs: 700 },
      account: {
        events: [updateDistribution(minutesAgo(now, 7), SECRET)],
        faults: [{ operation: 'cloudtrail:LookupEvents', kind: 'hang' }],
      },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['cloudtrail:LookupEvents did not answer in time'],
    neverSays: ['WHAT CHANGED'],
    blindSpots: ['cloudtrail:LookupEvents'],
  },
});
