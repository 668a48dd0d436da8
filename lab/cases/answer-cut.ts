import { defineCase } from '../case.ts';
import { rawTlsOrigin } from '../origins/tls-raw.ts';
import { ownServer } from '../staging.ts';

/** The worker crashes on the request; its socket closes without a word. */
export default defineCase({
  id: 'answer-cut',
  story: 'TLS is sound, the application hangs up on every request',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return ownServer(rawTlsOrigin([leaf, authority.intermediate], (socket) => socket.end()));
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'answer-cut',
    certainty: 'likely',
    says: ['hangs up'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['certificate-expired', 'chain-incomplete'],
    blindSpots: [],
  },
});
