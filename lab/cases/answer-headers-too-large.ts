import { defineCase } from '../case.ts';
import { rawTlsOrigin } from '../origins/tls-raw.ts';
import { ownServer } from '../staging.ts';

/** An application that sets another cookie with each step of a sign-in. */
export default defineCase({
  id: 'answer-headers-too-large',
  story: 'TLS is sound, the answer has 64 KiB of cookies',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return ownServer(
      rawTlsOrigin([leaf, authority.intermediate], (socket) =>
        socket.write(`HTTP/1.1 200 OK\r\n${'Set-Cookie: a=b\r\n'.repeat(4_000)}\r\n`),
      ),
    );
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'answer-headers-too-large',
    certainty: 'likely',
    says: ['too large'],
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['certificate-expired', 'chain-incomplete'],
    blindSpots: [],
  },
});
