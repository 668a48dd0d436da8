import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** Decoy: another CDN stands before the origin and waits for it in vain; certificate and handshake are its own, and sound. */
export default defineCase({
  id: 'cdn-answers-504',
  story: 'decoy: another CDN before the origin answers 504',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const answer = { status: 504, headers: { server: 'cloudflare', 'cf-ray': '8f0a1b2c3d4e5f60-DUB' } };
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate], answer }));
  },
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'origin-answers-5xx',
    certainty: 'likely',
    says: ['504', 'another CDN or proxy made this answer', 'Its own origin did not answer the other CDN in time'],
    neverSays: ['aws acm request-certificate'],
  },
});
