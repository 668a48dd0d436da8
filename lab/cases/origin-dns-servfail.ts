import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';

/** A zone whose DNSSEC signatures ran out is answered with SERVFAIL by every resolver that checks them. */
export default defineCase({
  id: 'origin-dns-servfail',
  story: 'DNS answers SERVFAIL for the origin',
  build: () => ({
    dns: { 'origin.example.com': { fails: 'SERVFAIL' } },
    origins: [],
    account: { distributions: [shop()] },
  }),
  expect: {
    conclusion: 'root-cause',
    ruleId: 'origin-dns-failing',
    certainty: 'likely',
    says: ['SERVFAIL', 'DNSSEC', 'See whether DNSSEC is what fails'],
    neverSays: ['REFUSED'],
  },
});
