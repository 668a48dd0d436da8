import { defineCase } from '../case.ts';
import { closingOrigin } from '../origins/closing.ts';
import { ownServer } from '../staging.ts';

/** Politely, and without a word why. */
export default defineCase({
  id: 'handshake-cut',
  story: 'the origin closes the connection after the ClientHello',
  build: () => ownServer(closingOrigin('after-hello')),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'handshake-cut',
    certainty: 'likely',
    says: ['firewall'],
    neverSays: ['aws acm request-certificate'],
  },
});
