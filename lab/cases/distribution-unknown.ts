import { defineCase } from '../case.ts';
import { SHOP_ID } from '../estate.ts';

/** The alarm outlived the distribution. */
export default defineCase({
  id: 'distribution-unknown',
  story: 'the alarm is about a distribution that does not exist',
  build: () => ({ dns: {}, origins: [], account: {} }),
  expect: { conclusion: 'inconclusive', says: [SHOP_ID, 'does not exist'] },
});
