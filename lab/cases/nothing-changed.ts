import { defineCase } from '../case.ts';
import { ownServer } from '../staging.ts';

/** Where no cause is found, that nothing was changed is worth a line. */
export default defineCase({
  id: 'nothing-changed',
  story: 'the origin’s firewall drops our packets, and nobody changed anything',
  build: () => ownServer('firewall', { limits: { connectMs: 400 } }),
  expect: {
    conclusion: 'inconclusive',
    says: ['CloudTrail tells of no change on the way since'],
    neverSays: ['Owned by'],
    notices: ['port-unreachable'],
    blindSpots: ['did not answer'],
  },
});
