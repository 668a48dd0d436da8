import { defineCase } from '../case.ts';
import { ownServer } from '../staging.ts';

/** An origin that admits CloudFront's addresses only drops our packets: that is how it should be, and no fault. */
export default defineCase({
  id: 'firewalled-origin',
  story: 'the origin’s firewall drops our packets',
  build: () => ownServer('firewall', { limits: { connectMs: 400 } }),
  expect: {
    conclusion: 'inconclusive',
    says: ['firewall'],
    notices: ['port-unreachable'],
    blindSpots: ['did not answer'],
  },
});
