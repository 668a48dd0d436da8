import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Decoy: TLS is sound, the application behind the web server is down. Nobody should touch a certificate. */
export default defineCase({
  id: 'origin-answers-5xx',
  story: 'decoy: TLS is sound, the application’s proxy answers 502',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const answer = { status: 502, headers: { server: 'nginx/1.24.0' } };
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate], answer }));
  },
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'origin-answers-5xx',
    certainty: 'likely',
    says: ['502', 'nginx'],
    neverSays: ['aws acm request-certificate', 'add-listener-certificates'],
    ruledOut: ['certificate-expired', 'certificate-name-mismatch', 'chain-incomplete', 'chain-untrusted'],
  },
});
