import { defineCase } from '../case.ts';
import { resetOrigin } from '../origins/reset.ts';
import { ownServer } from '../staging.ts';

/** IIS without a default binding does so for a name that it does not know; so does a firewall. We only tell what we saw. */
export default defineCase({
  id: 'connection-reset',
  story: 'the origin resets the connection after the ClientHello',
  build: () => ownServer(resetOrigin()),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'connection-reset',
    certainty: 'likely',
    says: ['firewall', 'in answer to the ClientHello', 'TCP reset'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['connection-closed', 'handshake-cut', 'port-unreachable'],
  },
});
