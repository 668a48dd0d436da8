import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

/** Nothing is served from it, so nothing is dialled. */
export default defineCase({
  id: 'distribution-disabled',
  story: 'the distribution is disabled',
  build: () => ({ dns: {}, origins: [], account: { distributions: [shop({ enabled: false })] } }),
  expect: { conclusion: 'inconclusive', says: ['disabled'] },
});
