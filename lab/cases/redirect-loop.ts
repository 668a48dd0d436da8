import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** The application insists on its public name, which is the distribution's. No 5xx comes of that: worth a line, not the cause. */
export default defineCase({
  id: 'redirect-loop',
  story: 'the origin redirects every request back to the distribution',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const answer = { status: 301, headers: { location: 'https://www.example.com/' } };
    return ownServer(tlsOrigin({ chain: [leaf, authority.intermediate], answer }));
  },
  expect: { conclusion: 'no-fault-found', notices: ['redirect-loop'], says: ['https://www.example.com/'] },
});
