import { defineCase } from '../case.ts';
import { closingOrigin } from '../origins/closing.ts';
import { ownServer } from '../staging.ts';

/** Politely, and without a word why: a proxy whose target is gone. */
export default defineCase({
  id: 'connection-closed',
  story: 'the origin closes the connection after the ClientHello',
  build: () => ownServer(closingOrigin('after-hello')),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'connection-closed',
    certainty: 'likely',
    says: ['firewall', 'in answer to the ClientHello', 'in good order'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['connection-reset', 'handshake-cut', 'port-unreachable'],
  },
});
