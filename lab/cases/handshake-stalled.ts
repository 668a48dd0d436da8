import { defineCase } from '../case.ts';
import { drippingOrigin } from '../origins/dripping.ts';
import { ownServer } from '../staging.ts';

/** Bytes keep coming: a time-out for each read would never end. */
export default defineCase({
  id: 'handshake-stalled',
  story: 'the origin sends half a record header a second',
  build: () => ownServer(drippingOrigin(50), { limits: { handshakeMs: 600 } }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'handshake-stalled',
    certainty: 'likely',
    says: ['does not finish'],
    neverSays: ['aws acm request-certificate'],
  },
});
