import { defineCase } from '../case.ts';
import { rawTlsOrigin } from '../origins/tls-raw.ts';
import { ownServer } from '../staging.ts';

/** The port belongs to another protocol inside TLS: mail, here. */
export default defineCase({
  id: 'answer-malformed',
  story: 'TLS is sound, what comes back is no HTTP',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return ownServer(
      rawTlsOrigin([leaf, authority.intermediate], (socket) => socket.write('220 mail.example.com ESMTP\r\n')),
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'answer-malformed',
    certainty: 'likely',
    says: ['no valid HTTP'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['certificate-expired', 'chain-incomplete'],
    blindSpots: [],
  },
});
