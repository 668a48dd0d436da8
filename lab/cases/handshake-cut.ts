import { defineCase } from '../case.ts';
import { garbageOrigin } from '../origins/garbage.ts';
import { ownServer } from '../staging.ts';

/** The head of a record and of a ServerHello, and no more of it. */
const BEGUN = Buffer.of(0x16, 0x03, 0x03, 0x00, 0x50, 0x02, 0x00, 0x00, 0x4c, 0x03, 0x03);

/** The process behind the port dies over each handshake. */
export default defineCase({
  id: 'handshake-cut',
  story: 'the origin begins its ServerHello and closes the connection',
  build: () => ownServer(garbageOrigin(BEGUN)),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'handshake-cut',
    certainty: 'likely',
    says: ['firewall', 'within the TLS handshake'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['connection-closed', 'connection-reset', 'handshake-malformed'],
  },
});
