import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

/** All name servers of the zone are down. */
export default defineCase({
  id: 'origin-dns-silent',
  story: 'DNS does not answer for the origin at all',
  build: () => ({
    dns: { 'origin.example.com': { fails: 'silence' } },
    origins: [],
    account: { distributions: [shop()] },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-dns-failing',
    certainty: 'likely',
    says: ['does not answer in time'],
    neverSays: ['SERVFAIL', 'REFUSED'],
  },
});
