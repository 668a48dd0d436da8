import { defineCase } from '../case.ts';
import { ALL_VIEWER, shop } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { ownServer } from '../staging.ts';

/**
 * Decoy: a wildcard alias lets scanners ask for hosts that nobody serves, and the origin turns those away. The sites
 * themselves are well.
 */
export default defineCase({
  id: 'stray-scanner-host',
  story: 'decoy: a wildcard alias; the origin turns away hosts that it does not know',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['*.example.com', 'example.com'] });
    const good = [leaf, authority.intermediate];
    const distribution = shop({
      aliases: ['www.example.com', '*.example.com'],
      defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER },
    });
    const serve = tlsOrigin({ chains: { 'www.example.com': good, 'origin.example.com': good } });
    return ownServer(serve, { account: { distributions: [distribution] } });
  },
  expect: {
    conclusion: 'no-fault-found',
    neverSays: ['aws acm request-certificate'],
    ruledOut: ['certificate-expired', 'chain-incomplete', 'chain-untrusted'],
    notices: ['server-name-rejected'],
    blindSpots: ['*.example.com'],
  },
});
