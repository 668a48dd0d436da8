import { defineCase } from '../case.ts';
import { garbageOrigin } from '../origins/garbage.ts';
import { ownServer } from '../staging.ts';

/** A protocol that has no name: its bytes reach the reader only as escapes. */
export default defineCase({
  id: 'origin-sends-garbage',
  story: 'bytes that are no protocol at all answer on 443',
  build: () => ownServer(garbageOrigin(Buffer.from('\x1b[2J\x00\r\nX', 'latin1'))),
  expect: { conclusion: 'root-cause', ruleId: 'origin-not-tls', neverSays: ['\x1b'] },
});
