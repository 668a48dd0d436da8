import { defineCase } from '../case.ts';
import { ALL_VIEWER } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';
import { shops, tenant } from '../tenants.ts';

/** One origin for all, asked for the domain of whoever comes: a new tenant's is not on its certificate yet. */
export default defineCase({
  id: 'tenant-domain-not-covered',
  story:
    'the viewer’s Host goes to an origin that all tenants share, and its certificate lacks the newest tenant’s domain',
  async build({ authority }) {
    const leaf = await authority.issue({
      names: ['www.shop-a.example', 'www.shop-b.example', 'shared.origin.example.com'],
    });
    return {
      dns: { 'shared.origin.example.com': { a: ['203.0.113.10'] } },
      origins: [{ at: ['203.0.113.10'], serve: tlsOrigin({ chain: [leaf, authority.intermediate] }) }],
      account: {
        distributions: [
          shops({
            origins: [{ id: 'web', domainName: 'shared.origin.example.com', path: '/{{host}}' }],
            defaultBehavior: { origin: 'web', originRequestPolicyId: ALL_VIEWER },
          }),
        ],
        tenants: [tenant('shop-a'), tenant('shop-b'), tenant('shop-new', { changedAt: '2026-11-22T16:00:00Z' })],
      },
    };
  },
  expect: {
    conclusion: 'root-cause',
    ruleId: 'certificate-name-mismatch',
    certainty: 'likely',
    originId: 'web',
    says: [
      'Hit: tenant shop-new (www.shop-new.example), every path',
      'Reach: only for www.shop-new.example (1 of 3 names)',
    ],
    neverSays: ['cloudfront.net'],
  },
});
