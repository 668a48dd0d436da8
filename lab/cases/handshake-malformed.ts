import { defineCase } from '../case.ts';
import { garbageOrigin } from '../origins/garbage.ts';
import { ownServer } from '../staging.ts';

/** It looks like TLS and is none. */
export default defineCase({
  id: 'handshake-malformed',
  story: 'the origin answers with a TLS record of nonsense',
  build: () => ownServer(garbageOrigin(Buffer.from('16030300050200000100', 'hex'), 'stay')),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'handshake-malformed',
    certainty: 'likely',
    says: ['no valid TLS'],
    neverSays: ['aws acm request-certificate'],
  },
});
