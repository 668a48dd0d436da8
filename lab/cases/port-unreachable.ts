import { defineCase } from '../case.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer, WEB } from '../staging.ts';

/** A stale record beside a good one: some requests fail. From here nobody can know whether CloudFront's do. */
export default defineCase({
  id: 'port-unreachable',
  story: 'one of two addresses of the origin does not answer',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'] });
    return ownServer('firewall', {
      dns: { 'origin.example.com': { a: [WEB, '203.0.113.11'] } },
      origins: [
        { at: [WEB], serve: 'firewall' },
        { at: ['203.0.113.11'], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) },
      ],
      limits: { connectMs: 400 },
    });
  },
  expect: {
    conclusion: 'inconclusive',
    notices: ['port-unreachable'],
    says: ['on 1 of 2 addresses'],
    neverSays: ['aws acm request-certificate'],
    blindSpots: ['did not answer'],
  },
});
