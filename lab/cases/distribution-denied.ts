import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

/** Without the distribution there is nothing to dial: the message says what would lift it. */
export default defineCase({
  id: 'distribution-denied',
  story: 'the distribution may not be read',
  build: () => ({
    dns: {},
    origins: [],
    account: { distributions: [shop()], faults: [{ operation: 'cloudfront:GetDistribution', kind: 'deny' }] },
  }),
  expect: {
    conclusion: 'inconclusive',
    says: ['cloudfront:GetDistribution'],
    blindSpots: ['cloudfront:GetDistribution'],
  },
});
