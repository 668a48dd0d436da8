import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/** More than a datagram of DNS holds: the answer is truncated, and asked for again over TCP. */
const ADDRESSES = Array.from({ length: 40 }, (_, index) => `203.0.113.${index + 10}`);

export default defineCase({
  id: 'dns-over-tcp',
  story: 'decoy: the origin has forty addresses, which DNS tells over TCP alone',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    const serve = tlsOrigin({ chain: [leaf, authority.intermediate] });
    return ownServer(serve, {
      dns: { 'origin.example.com': { a: ADDRESSES } },
      origins: [{ at: ADDRESSES, serve }],
    });
  },
  expect: {
    conclusion: 'no-fault-found',
    ruledOut: ['origin-name-unresolvable', 'origin-dns-failing', 'certificate-expired'],
    blindSpots: ['24 more addresses of origin.example.com not dialled'],
  },
});
