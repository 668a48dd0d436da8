import { defineCase } from '../case.ts';
import { alertOrigin } from '../origins/alert.ts';
import { ownServer } from '../staging.ts';

/** No certificate is loaded at all: no name and no offer helps. */
export default defineCase({
  id: 'handshake-failed',
  story: 'the origin answers every ClientHello with alert 80',
  build: () => ownServer(alertOrigin(80)),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'handshake-failed',
    certainty: 'likely',
    says: ['internal_error'],
    neverSays: ['aws acm request-certificate'],
  },
});
