import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Two permissions fewer cost two lines, not the diagnosis. */
export default defineCase({
  id: 'changes-denied',
  story: 'a certificate ran out, and neither CloudTrail nor tags may be read',
  async build({ authority, at }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], notBefore: at(-93), notAfter: at(-3) });
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate] }), {
      account: {
        faults: [
          { operation: 'cloudtrail:LookupEvents', kind: 'deny' },
          { operation: 'tag:GetResources', kind: 'deny' },
        ],
      },
    });
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-expired',
    certainty: 'proven',
    says: ['"cloudtrail:LookupEvents"', '"tag:GetResources"'],
    blindSpots: ['cloudtrail:LookupEvents', 'tag:GetResources'],
  },
});
