import { defineCase } from '../case.ts';
import { closingOrigin } from '../origins/closing.ts';
import { ownServer } from '../staging.ts';

/** It did not wait for a ClientHello: no offer could have been the reason. */
export default defineCase({
  id: 'connection-closed-at-once',
  story: 'the origin closes every connection as soon as it is open',
  build: () => ownServer(closingOrigin('at-once')),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'connection-closed',
    certainty: 'likely',
    says: ['before a byte of TLS', 'in good order'],
    neverSays: ['aws acm request-certificate'],
  },
});
